package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.build.StageOutcome;
import io.jenkins.plugins.multistagebuild.build.StageState;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.ByteSize;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What stage views write beside the step: how far it is, then what came of it. */
final class Label {

    /** Longer ones are refused by views, or cut. */
    private static final int LONGEST = 100;

    private static final int MOST_NAMES = 3;

    private final StepContext context;
    private @CheckForNull String shown;

    Label(StepContext context) {
        this.context = context;
    }

    /** Shows how far a build is, if that is news: each change is written to disk. */
    void show(Build build) throws IOException, InterruptedException {
        show(words(build.graph(), build.outcome(Instant.now())));
    }

    /** Shows what came of it. */
    static void end(StepContext context, String title, StageGraph graph, Outcome outcome)
            throws IOException, InterruptedException {
        new Label(context).show(title + " · " + result(graph, outcome));
    }

    private void show(String words) throws IOException, InterruptedException {
        String label = Columns.cut(words, LONGEST);
        if (!label.equals(shown)) {
            shown = label;
            context.get(FlowNode.class).addOrReplaceAction(new LabelAction(label));
        }
    }

    /** For example {@code 3/7 stages · builder, test}. */
    static String words(StageGraph graph, Outcome outcome) {
        List<StageOutcome> needed = outcome.stages().stream()
                .filter(stage -> graph.stage(stage.index()).needed())
                .toList();
        long done = needed.stream()
                .filter(stage -> stage.state() != StageState.WAITING && stage.state() != StageState.RUNNING)
                .count();
        String names = names(needed.stream()
                .filter(stage -> stage.state() == StageState.RUNNING)
                .map(stage -> graph.stage(stage.index()).displayName())
                .toList());
        return done + "/" + needed.size() + (needed.size() == 1 ? " stage" : " stages")
                + (names.isEmpty() ? "" : " · " + names);
    }

    /**
     * The stages that a host builds or has left, for example {@code builder, test}; empty where there are none.
     *
     * @param host name of the host; null for what waits for a host that has not come
     */
    static String share(Build build, @CheckForNull String host) {
        return names(build.work(host));
    }

    private static String names(List<String> stages) {
        return stages.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + (stages.size() > MOST_NAMES ? ", …" : "");
    }

    private static String result(StageGraph graph, Outcome outcome) {
        ImageDetails image = outcome.image();
        if (outcome.result() == Result.SUCCESS && image != null) {
            return ByteSize.format(image.sizeBytes());
        } else if (outcome.result() == Result.ABORTED) {
            return "aborted";
        }
        return outcome.stages().stream()
                .filter(stage -> stage.state() == StageState.FAILED)
                .findFirst()
                .map(stage -> "failed in " + graph.stage(stage.index()).displayName())
                .orElse(outcome.result() == Result.SUCCESS ? "built" : "failed");
    }
}
