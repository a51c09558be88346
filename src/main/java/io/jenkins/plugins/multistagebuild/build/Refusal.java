package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.ClassicCheck;
import java.util.ArrayList;
import java.util.List;

/** Finds what an engine can't do of that which is asked for, before anything is started. */
final class Refusal {

    private Refusal() {}

    /** Why this can't be built there; null where it can. */
    @CheckForNull
    static Failure of(StageGraph graph, BuildOptions options, Engine engine) {
        if (engine.flavour() != Flavour.CLASSIC) {
            return null;
        }
        List<Problem> problems = new ArrayList<>(ClassicCheck.problems(graph, options.source()));
        for (String option : options(options.request())) {
            problems.add(new Problem(graph.file(), 0, 0, ClassicCheck.refusal(option)));
        }
        return problems.isEmpty() ? null : Failures.of(problems);
    }

    private static List<String> options(BuildRequest request) {
        List<String> options = new ArrayList<>();
        if (!request.inputs().secrets().isEmpty()) {
            options.add("--secret");
        }
        if (!request.inputs().ssh().isEmpty()) {
            options.add("--ssh");
        }
        if (!request.inputs().buildContexts().isEmpty()) {
            options.add("--build-context");
        }
        if (request.switches().builder() != null) {
            options.add("--builder");
        }
        return options;
    }
}
