package io.jenkins.plugins.multistagebuild.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Carries a plan out by the rules of docs/planning.md, knowing nothing but the plan, and fails where something is needed
 * that is not there. Shares no code with the planner's own simulation but the order of urgency.
 */
final class Playback {

    private final StageGraph graph;
    private final Costs costs;
    private final Plan plan;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Map<Integer, Integer> urgency = new HashMap<>();
    private final boolean single;

    private final Map<Integer, Long> began = new HashMap<>();
    private final Map<Integer, Long> ended = new HashMap<>();
    private final List<Task> waiting = new ArrayList<>();
    private final List<Task> running = new ArrayList<>();
    private final Map<Integer, Integer> open = new HashMap<>();
    private final Map<String, Integer> busy = new HashMap<>();
    private final Set<List<Object>> done = new HashSet<>();
    private final Map<List<Object>, Long> pulled = new HashMap<>();
    private long now;

    private static final class Task {
        final int unit;
        final int stage;
        final String host;
        long end;

        Task(int unit, int stage, String host) {
            this.unit = unit;
            this.stage = stage;
            this.host = host;
        }
    }

    private Playback(PlanRequest request, Plan plan) {
        this.graph = request.graph();
        this.costs = request.costs();
        this.plan = plan;
        request.hosts().forEach(host -> hosts.put(host.name(), host));
        this.single = plan.units().stream().map(Unit::host).distinct().count() == 1;
        Workload work = Workload.of(graph, costs);
        Cluster cluster = new Cluster(work, request.hosts(), new Ability(request.hosts(), request.platform()).of(work));
        for (int node : Ranks.of(cluster).order()) {
            urgency.put(work.stage(node).index(), urgency.size());
        }
    }

    /** How long the plan takes. */
    static long makespan(PlanRequest request, Plan plan) {
        return new Playback(request, plan).play();
    }

    private long play() {
        for (int i = 0; i < plan.units().size(); i++) {
            Unit unit = plan.units().get(i);
            assertThat(unit.needs())
                    .containsAll(unit.handOvers().stream().map(HandOver::unit).toList());
            for (int stage : all(unit)) {
                if (urgency.containsKey(stage)) {
                    waiting.add(new Task(i, stage, unit.host()));
                    open.merge(i, 1, Integer::sum);
                }
            }
        }
        waiting.sort(Comparator.comparing(task -> urgency.get(task.stage)));
        while (!waiting.isEmpty() || !running.isEmpty()) {
            finish();
            beginUnits();
            beginStages();
            now = nextTime();
        }
        return ended.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private static List<Integer> all(Unit unit) {
        return Stream.concat(unit.stages().stream(), unit.rebuilt().stream()).toList();
    }

    private void finish() {
        for (Task task : running.stream().filter(each -> each.end == now).toList()) {
            running.remove(task);
            busy.merge(task.host, -1, Integer::sum);
            done.add(List.of(task.host, task.stage));
            if (open.merge(task.unit, -1, Integer::sum) == 0) {
                ended.put(task.unit, now);
            }
        }
    }

    private void beginUnits() {
        for (int i = 0; i < plan.units().size(); i++) {
            if (!began.containsKey(i) && readyAt(i) <= now) {
                began.put(i, now);
            }
        }
    }

    /** When all is there that a unit needs; never as long as that cannot be told. */
    private long readyAt(int index) {
        Unit unit = plan.units().get(index);
        long ready = 0;
        for (int needed : unit.needs()) {
            if (!ended.containsKey(needed)) {
                return Long.MAX_VALUE;
            }
            ready = Math.max(ready, ended.get(needed));
        }
        for (HandOver each : unit.handOvers()) {
            Host.Link from = hosts.get(plan.units().get(each.unit()).host()).link();
            Host.Link to = hosts.get(unit.host()).link();
            long rate = Math.min(from.bytesPerSecond(), to.bytesPerSecond());
            rate = each.image() ? Math.min(rate, costs.rates().imageBytesPerSecond()) : rate;
            long transfer = (long) Math.ceil(1000.0 * each.bytes() / rate);
            ready = Math.max(
                    ready,
                    ended.get(each.unit())
                            + transfer
                            + from.latencyMillis()
                            + to.latencyMillis()
                            + costs.rates().handOverMillis());
        }
        return ready;
    }

    private void beginStages() {
        for (Task task : List.copyOf(waiting)) {
            Host host = hosts.get(task.host);
            if (busy.getOrDefault(task.host, 0) < host.lanes() && runsAt(task.unit) <= now && sourcesDone(task)) {
                checkSources(task);
                long millis = (long) Math.ceil(
                                cost(task.stage).millis() / host.power().speed())
                        + pull(task);
                task.end = now + millis + (host.isClassic() ? costs.rates().runMillis() : 0);
                waiting.remove(task);
                running.add(task);
                busy.merge(task.host, 1, Integer::sum);
            }
        }
    }

    private long runsAt(int unit) {
        if (!began.containsKey(unit)) {
            return Long.MAX_VALUE;
        }
        boolean classic = hosts.get(plan.units().get(unit).host()).isClassic();
        return began.get(unit) + (classic ? 0 : costs.rates().runMillis());
    }

    private long pull(Task task) {
        long wait = 0;
        for (String image : graph.stage(task.stage).externalImages()) {
            if (!hosts.get(task.host).store().images().contains(image)) {
                long there = pulled.computeIfAbsent(
                        List.of(task.host, image), key -> now + costs.rates().pullMillis());
                wait = Math.max(wait, there - now);
            }
        }
        return wait;
    }

    private StageCost cost(int stage) {
        return costs.stages().get(stage);
    }

    private boolean sourcesDone(Task task) {
        return graph.stage(task.stage).dependencies().stream()
                .map(Dependency::stage)
                .filter(source -> source != task.stage && urgency.containsKey(source))
                .filter(source -> single || all(plan.units().get(task.unit)).contains(source))
                .allMatch(source -> done.contains(List.of(task.host, source)));
    }

    /** All that a stage needs is on its host: built there or handed over. */
    private void checkSources(Task task) {
        Unit unit = plan.units().get(task.unit);
        Stage stage = graph.stage(task.stage);
        for (Dependency dependency : stage.dependencies()) {
            int source = dependency.stage();
            if (source == task.stage || !urgency.containsKey(source) || done.contains(List.of(task.host, source))) {
                continue;
            }
            assertThat(unit.handOvers())
                    .as("what stage %d needs of %d on %s", task.stage, source, task.host)
                    .anySatisfy(each -> {
                        assertThat(each.stage()).isEqualTo(source);
                        if (dependency.kind() == Dependency.Kind.FROM) {
                            assertThat(each.image()).isTrue();
                        } else if (!each.paths().isEmpty()) {
                            assertThat(dependency.paths()).isNotEmpty();
                            assertThat(each.paths()).containsAll(dependency.paths());
                        }
                    });
        }
    }

    private long nextTime() {
        long next = Long.MAX_VALUE;
        for (Task task : running) {
            next = Math.min(next, task.end);
        }
        for (int unit = 0; unit < plan.units().size(); unit++) {
            long begin = began.containsKey(unit) ? runsAt(unit) : readyAt(unit);
            if (begin > now) {
                next = Math.min(next, begin);
            }
        }
        if (next == Long.MAX_VALUE && !(waiting.isEmpty() && running.isEmpty())) {
            throw new AssertionError("units wait for each other: " + plan.units());
        }
        if (next == Long.MAX_VALUE) {
            return now;
        }
        return next;
    }
}
