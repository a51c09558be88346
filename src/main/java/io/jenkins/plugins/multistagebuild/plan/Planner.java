package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Makes plans.
 *
 * <p>For one host: BuildKit builds the whole target in one engine run, since it runs stages side by side and
 * leaves out what is not needed by itself; each stage that is built besides gets an engine run of its own, and BuildKit
 * merges what the runs have in common. The classic builder does neither, so there each needed stage is a unit.
 *
 * <p>For several: stages are placed by list scheduling ({@link Placer}), put into units ({@link Grouping}, {@link Merging}),
 * and the whole is played through ({@link Simulation}); where that is not faster than the best host alone, the plan is that
 * host's. The cost model is told in docs/planning.md. The same request leads to the same plan.
 */
public final class Planner {

    /** Numbers of hosts for which it is worth to tell what they would bring. */
    public static final List<Integer> WHAT_IF = List.of(1, 2, 4);

    private Planner() {}

    /** A plan for several hosts or one, with a forecast. */
    public static Planning plan(PlanRequest request) {
        Workload work = Workload.of(request.graph(), request.costs());
        Ability ability = new Ability(request.hosts(), request.platform());
        List<Problem> problems = ability.problems(work);
        if (!problems.isEmpty()) {
            return new Planning(null, problems);
        }
        Cluster cluster = new Cluster(work, request.hosts(), ability.of(work));
        Spread spread = Spread.over(cluster);
        Candidate best = spread.best();
        Candidate alone = spread.alone();
        List<Unit> units = best == alone
                ? SingleHost.withTimes(
                        plan(request.graph(), cluster.host(best.copies().host(0)))
                                .units(),
                        best)
                : UnitMaker.units(best);
        Forecast forecast = new Forecast(
                best.makespan(),
                LowerBound.of(cluster, IntStream.range(0, cluster.size()).toArray()),
                alone == null ? null : alone.makespan(),
                best.copies().bytes());
        return new Planning(new Plan(units, forecast), List.of());
    }

    /** What hosts can't do at all, in words; nothing about those that run the commands of some stage. */
    public static List<String> notes(PlanRequest request) {
        return new Ability(request.hosts(), request.platform()).notes(Workload.of(request.graph(), request.costs()));
    }

    /**
     * How long the build is expected to take on some number of the hosts, the strongest of them; where more are asked for
     * than there are, on so many more like them. Null where these can't build a stage.
     */
    @CheckForNull
    public static Long expected(PlanRequest request, int hosts) {
        List<Host> strongest = request.hosts().stream()
                .sorted(Comparator.comparingDouble(host -> -host.strength()))
                .toList();
        List<Host> taken = IntStream.range(0, hosts)
                .mapToObj(i -> strongest.get(i % strongest.size()).withName(Integer.toString(i)))
                .toList();
        Plan plan = plan(request.withHosts(taken)).plan();
        Forecast forecast = plan == null ? null : plan.forecast();
        return forecast == null ? null : forecast.makespanMillis();
    }

    /** A plan for one host. */
    public static Plan plan(StageGraph graph, Host host) {
        if (host.flavour() == Flavour.CLASSIC) {
            return new Plan(stageByStage(graph, host));
        }
        List<Integer> targets = new ArrayList<>(List.of(graph.target()));
        targets.addAll(graph.alsoBuild());
        return new Plan(units(graph, host, targets, Set.of()));
    }

    /**
     * The units that are left on a host with BuildKit after some stages failed: what does not need these is built
     * nevertheless.
     *
     * @param failed indices of the stages that failed
     * @param built indices of the stages that are done
     */
    public static List<Unit> rest(StageGraph graph, Host host, Collection<Integer> failed, Collection<Integer> built) {
        TreeSet<Integer> left = new TreeSet<>();
        for (int stage : graph.neededStages()) {
            if (!built.contains(stage) && closure(graph, stage).stream().noneMatch(failed::contains)) {
                left.add(stage);
            }
        }
        List<Integer> targets = left.stream()
                .filter(stage -> left.stream()
                        .noneMatch(other -> other != stage.intValue()
                                && closure(graph, other).contains(stage)))
                .toList();
        return units(graph, host, targets, built);
    }

    private static List<Unit> units(StageGraph graph, Host host, List<Integer> targets, Collection<Integer> elsewhere) {
        List<Unit> units = new ArrayList<>();
        TreeSet<Integer> placed = new TreeSet<>(elsewhere);
        for (int target : targets) {
            TreeSet<Integer> stages = closure(graph, target);
            stages.removeAll(placed);
            if (stages.contains(target)) {
                placed.addAll(stages);
                units.add(new Unit(host.name(), target, List.copyOf(stages), List.of()));
            }
        }
        return units;
    }

    /** A unit for each needed stage that makes an image; the target's is the first. */
    private static List<Unit> stageByStage(StageGraph graph, Host host) {
        List<Integer> order = new ArrayList<>(List.of(graph.target()));
        graph.neededStages().stream()
                .filter(stage -> stage != graph.target() && !ClassicDockerfile.isEmpty(graph, stage))
                .forEach(order::add);
        List<Unit> units = new ArrayList<>();
        for (int stage : order) {
            List<Integer> needs = graph.stage(stage).dependencies().stream()
                    .map(dependency -> order.indexOf(dependency.stage()))
                    .filter(unit -> unit >= 0)
                    .distinct()
                    .toList();
            units.add(new Unit(host.name(), stage, List.of(stage), needs));
        }
        return units;
    }

    private static TreeSet<Integer> closure(StageGraph graph, int target) {
        TreeSet<Integer> reached = new TreeSet<>(List.of(target));
        Deque<Integer> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (Dependency dependency : graph.stage(open.pop()).dependencies()) {
                if (reached.add(dependency.stage())) {
                    open.push(dependency.stage());
                }
            }
        }
        return reached;
    }
}
