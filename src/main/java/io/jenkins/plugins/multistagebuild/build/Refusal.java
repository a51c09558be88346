package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.ClassicCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what an engine can't do of that which is asked for, before anything is started. */
final class Refusal {

    private Refusal() {}

    /** Why this can't be built there; null where it can. */
    @CheckForNull
    static Failure of(StageGraph graph, BuildOptions options, Engine engine) {
        List<Problem> problems = new ArrayList<>();
        if (engine.flavour() == Flavour.CLASSIC) {
            problems.addAll(ClassicCheck.problems(graph, options.source()));
        }
        for (String option : options(options.request(), engine.flavour())) {
            problems.add(new Problem(graph.file(), 0, 0, ClassicCheck.refusal(option, engine.flavour())));
        }
        if (engine.isBuilderAlone() && options.rules().analyze()) {
            problems.add(new Problem(
                    graph.file(), 0, 0, "--analyze needs an engine that has the image; leave it off, or start one"));
        }
        return problems.isEmpty() ? null : Failures.of(problems);
    }

    /** The options asked for that a client of this flavour does not have. */
    private static List<String> options(BuildRequest request, Flavour flavour) {
        Map<String, Boolean> missing = new LinkedHashMap<>();
        if (flavour == Flavour.CLASSIC) {
            missing.put("--secret", !request.inputs().secrets().isEmpty());
            missing.put("--ssh", !request.inputs().ssh().isEmpty());
        }
        if (flavour == Flavour.BUILDKIT) {
            missing.put("--no-cache-filter", !request.cache().leftFor().isEmpty());
            missing.put("--ulimit", !request.containers().ulimits().isEmpty());
            missing.put("--shm-size", request.containers().shmSize() != null);
        }
        if (flavour != Flavour.BUILDX) {
            missing.put("--build-context", !request.inputs().buildContexts().isEmpty());
            missing.put("--builder", request.switches().builder() != null);
            missing.put("--cache-to", !request.cache().to().isEmpty());
            missing.put("--allow", !request.containers().allow().isEmpty());
        }
        return missing.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }
}
