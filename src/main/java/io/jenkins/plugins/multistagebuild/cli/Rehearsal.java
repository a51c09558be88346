package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.LogSink;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;

/**
 * Draws the report of a run that is aborted before it begins, and throws it away. A Java machine draws its first report ten
 * times slower than its second, since it loads the code for it; so the first is drawn while the engine works.
 */
final class Rehearsal {

    private Rehearsal() {}

    /** Draws it in the background. */
    static void start(StageGraph graph, BuildOptions options, OutputFormat format) {
        Thread thread = new Thread(() -> draw(graph, options, format), "rehearsal of the report");
        thread.setDaemon(true);
        thread.start();
    }

    private static void draw(StageGraph graph, BuildOptions options, OutputFormat format) {
        Build build = new Build(graph, options, Instant.now());
        build.on(new BuildEvent.Abort("rehearsal"), Instant.now(), new Silence());
        BuildReport report = BuildReport.of(graph, build.outcome(Instant.now()));
        ReportJson.write(report);
        ReportHtml.page(report);
        ReportOutput.print(report, format, new PrintWriter(Writer.nullWriter()));
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
