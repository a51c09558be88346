package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.LogSink;
import io.jenkins.plugins.multistagebuild.docker.CommandResult;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Goes through a run with an engine that only pretends, draws its report, and throws it away. A Java machine does all that ten
 * times slower the first time, since it loads the code for it; so the first time is while the engine works.
 */
final class Rehearsal {

    /** Of more it takes longer than it saves. */
    private static final int MOST_STAGES = 100;

    private static final String REASON = "rehearsal";
    private static final String IMAGE = "sha256:" + "0".repeat(64);
    private static final String INSPECT = "{\"Layers\":[\"" + IMAGE + "\"],\"RepoDigests\":[],\"Size\":1}";
    private static final String HISTORY = "{\"Size\":\"1\",\"CreatedBy\":\"COPY / /\",\"Comment\":\"\"}";

    private Rehearsal() {}

    /** Does it in the background, where a failure of it is no failure of the build. */
    static void start(StageGraph graph, BuildOptions options, OutputFormat format) {
        if (graph.stages().size() > MOST_STAGES) {
            return;
        }
        Thread thread = new Thread(() -> draw(graph, options, format), "rehearsal of the report");
        thread.setUncaughtExceptionHandler((failed, why) -> {});
        thread.setDaemon(true);
        thread.start();
    }

    private static void draw(StageGraph graph, BuildOptions options, OutputFormat format) {
        BuildReport report = report(graph, options);
        ReportJson.write(report);
        ReportHtml.page(report);
        ReportOutput.print(report, format, new PrintWriter(Writer.nullWriter()));
    }

    /** The report of the run that only pretends: a good one, or that of an abort where several hosts share the work. */
    static BuildReport report(StageGraph graph, BuildOptions options) {
        Build build = new Build(graph, options, Instant.now());
        LogSink nobody = new Silence();
        Deque<BuildAction> actions = new ArrayDeque<>(build.on(new BuildEvent.Begin(), Instant.now(), nobody));
        while (!actions.isEmpty()) {
            BuildEvent event = pretended(actions.poll(), options.preference());
            if (event != null) {
                actions.addAll(build.on(event, Instant.now(), nobody));
            }
        }
        return BuildReport.of(graph, build.outcome(Instant.now()));
    }

    /** What becomes of an action if all goes well; null where nobody waits for it. */
    @CheckForNull
    private static BuildEvent pretended(BuildAction action, EnginePreference preference) {
        if (action instanceof BuildAction.Probe) {
            boolean classic = preference == EnginePreference.CLASSIC;
            Flavour flavour = classic ? Flavour.CLASSIC : Flavour.BUILDX;
            return new BuildEvent.Probed(new Engine(flavour, "1", "1", classic ? null : "1", true, "linux/amd64"));
        } else if (action instanceof BuildAction.Run run) {
            return new BuildEvent.Exited(run.unit(), 0, IMAGE);
        } else if (action instanceof BuildAction.ReadImage image) {
            return told(image);
        } else if (action instanceof BuildAction.Analyze) {
            return new BuildEvent.Analyzed(Analysis.failed(REASON, 0));
        } else if (action instanceof BuildAction.Clean) {
            return new BuildEvent.Cleaned(null);
        } else if (action instanceof BuildAction.Survey) {
            return new BuildEvent.Abort(REASON);
        }
        return null;
    }

    private static BuildEvent told(BuildAction.ReadImage image) {
        try {
            return image.answer(Rehearsal::told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new BuildEvent.Abort(REASON);
        }
    }

    private static CommandResult told(DockerCommand command) {
        return new CommandResult(0, command.arguments().contains("history") ? HISTORY : INSPECT, "");
    }

    private static final class Silence implements LogSink {

        @Override
        public void stageLine(int stage, Instant at, byte[] line) {
            // Nobody listens.
        }

        @Override
        public void say(String line) {
            // Nobody listens.
        }
    }
}
