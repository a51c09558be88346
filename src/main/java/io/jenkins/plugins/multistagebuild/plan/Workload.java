package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stages that make an image, numbered so that each comes after those it needs, with what each costs. Stages that are
 * {@code FROM scratch} and nothing else are not among them, unless they are asked for: there is nothing to build or to send.
 */
final class Workload {

    /**
     * What one stage needs of another.
     *
     * @param from number of the stage that is needed
     * @param to number of the stage that needs it
     * @param base whether that is built from it, which takes the whole image
     * @param paths what it takes where that is not the image; empty for everything
     * @param bytes how much it is
     */
    record Edge(int from, int to, boolean base, List<String> paths, long bytes) {}

    private final StageGraph graph;
    private final Costs costs;
    private final int[] stages;
    private final int[] numbers;
    private final List<List<Edge>> sources = new ArrayList<>();
    private final List<List<Edge>> users = new ArrayList<>();

    private Workload(StageGraph graph, Costs costs) {
        this.graph = graph;
        this.costs = costs;
        this.stages = graph.levels().stream()
                .flatMap(List::stream)
                .filter(stage -> isAsked(stage) || !ClassicDockerfile.isEmpty(graph, stage))
                .mapToInt(Integer::intValue)
                .toArray();
        this.numbers = new int[graph.stages().size()];
        Arrays.fill(numbers, -1);
        for (int node = 0; node < stages.length; node++) {
            numbers[stages[node]] = node;
            users.add(new ArrayList<>());
        }
    }

    static Workload of(StageGraph graph, Costs costs) {
        Workload workload = new Workload(graph, costs);
        for (int node = 0; node < workload.size(); node++) {
            List<Edge> edges = workload.edges(node);
            workload.sources.add(edges);
            edges.forEach(edge -> workload.users.get(edge.from()).add(edge));
        }
        return workload;
    }

    private boolean isAsked(int stage) {
        return stage == graph.target() || graph.alsoBuild().contains(stage);
    }

    private List<Edge> edges(int node) {
        Map<Integer, List<Dependency>> needed = new TreeMap<>();
        for (Dependency dependency : stage(node).dependencies()) {
            int from = numbers[dependency.stage()];
            if (from >= 0 && from != node) {
                needed.computeIfAbsent(from, key -> new ArrayList<>()).add(dependency);
            }
        }
        List<Edge> edges = new ArrayList<>();
        needed.forEach((from, dependencies) -> edges.add(edge(from, node, dependencies)));
        return edges;
    }

    private Edge edge(int from, int to, List<Dependency> dependencies) {
        Set<String> paths = new LinkedHashSet<>();
        boolean base = false;
        boolean all = false;
        for (Dependency dependency : dependencies) {
            base |= dependency.kind() == Dependency.Kind.FROM;
            all |= dependency.paths().isEmpty();
            paths.addAll(dependency.paths());
        }
        long copied = cost(to).copiedBytes().getOrDefault(stages[from], imageBytes(from));
        return new Edge(from, to, base, base || all ? List.of() : List.copyOf(paths), base ? imageBytes(from) : copied);
    }

    /** How many stages there are to build. */
    int size() {
        return stages.length;
    }

    StageGraph graph() {
        return graph;
    }

    Rates rates() {
        return costs.rates();
    }

    Stage stage(int node) {
        return graph.stage(stages[node]);
    }

    /** Number of a stage; negative where there is nothing to build. */
    int number(int stage) {
        return numbers[stage];
    }

    private StageCost cost(int node) {
        return costs.stages().get(stages[node]);
    }

    long millis(int node) {
        return cost(node).millis();
    }

    long imageBytes(int node) {
        return cost(node).imageBytes();
    }

    /** What a stage needs of others. */
    List<Edge> sources(int node) {
        return sources.get(node);
    }

    /** What others need of a stage. */
    List<Edge> users(int node) {
        return users.get(node);
    }
}
