package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What BuildKit may take from its cache where the user wants nothing of earlier builds: what this very run has put there,
 * since no stage is to be built twice. With buildx the cache is left aside for the other stages by their names. A client
 * without it knows only all or nothing; there, each run gives its containers a host name of its own. That makes the results
 * of its commands its own, and what copies is known by the content anyway.
 */
final class FreshCache {

    private final StageGraph graph;
    private final BuildOptions options;
    private final Engine engine;

    FreshCache(StageGraph graph, BuildOptions options, Engine engine) {
        this.graph = graph;
        this.options = options;
        this.engine = engine;
    }

    /**
     * The stages of a unit for which alone the cache is left aside, which takes that they have names; none where it is left
     * aside for all or nothing.
     *
     * @param built indices of the stages that this run has built on the same host
     */
    List<Integer> named(Unit unit, Set<Integer> built) {
        if (!options.request().cache().left() || engine.flavour() != Flavour.BUILDX || built.isEmpty()) {
            return List.of();
        }
        return Stream.concat(unit.stages().stream(), unit.rebuilt().stream())
                .filter(stage -> !built.contains(stage))
                .distinct()
                .toList();
    }

    /**
     * What is asked of the engine for a unit.
     *
     * @param asked what is asked for besides
     * @param built indices of the stages that this run has built on the same host
     */
    BuildRequest forUnit(BuildRequest asked, Unit unit, Set<Integer> built) {
        BuildRequest.Cache cache = asked.cache();
        if (isMarked()) {
            return asked.withCache(new BuildRequest.Cache(false, List.of(), cache.from(), cache.to()))
                    .withContainers(asked.containers().withHost(mark()));
        }
        List<String> again = named(unit, built).stream().map(this::name).toList();
        boolean all = cache.left() && again.isEmpty() && !built.containsAll(unit.stages());
        Set<String> done = built.stream().map(this::name).collect(Collectors.toSet());
        List<String> others = cache.leftFor().stream()
                .filter(name -> !done.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        List<String> names =
                Stream.concat(again.stream(), others.stream()).distinct().toList();
        return asked.withCache(new BuildRequest.Cache(all, names, cache.from(), cache.to()));
    }

    private String name(int stage) {
        return graph.stage(stage).displayName().toLowerCase(Locale.ROOT);
    }

    /** What is asked of the engine for paths of stages that are built: no cache is left aside, and none is written. */
    BuildRequest forHandOver(BuildRequest asked) {
        BuildRequest.Cache cache =
                new BuildRequest.Cache(false, List.of(), asked.cache().from(), List.of());
        BuildRequest request = asked.withCache(cache);
        return isMarked() ? request.withContainers(asked.containers().withHost(mark())) : request;
    }

    /** Whether the run's commands are told from those of earlier runs by a host name. */
    private boolean isMarked() {
        boolean again = !options.hosts().isOne() || options.rules().retries() > 0;
        return options.request().cache().left() && engine.flavour() == Flavour.BUILDKIT && again;
    }

    private String mark() {
        return "multi-stage-build-" + options.runId().value() + ".invalid:127.0.0.1";
    }
}
