package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the stages of a graph cost: estimates, until something better is known of a stage. The estimates are told in
 * docs/planning.md.
 *
 * @param stages the cost of each stage, by its index
 * @param rates what things cost besides
 * @param links how far away hosts are, by their names; others are as {@link Host.Link#UNKNOWN} says
 */
public record Costs(List<StageCost> stages, Rates rates, Map<String, Host.Link> links) implements Serializable {

    private static final long COMMAND_MILLIS = 10_000;
    private static final long COPY_MILLIS = 500;
    private static final long DIRECTORY_MILLIS = 100;
    private static final long BASE_BYTES = 100_000_000;
    private static final long COMMAND_BYTES = 50_000_000;
    private static final long COPY_BYTES = 10_000_000;
    private static final long LARGEST = 1L << 50;

    public Costs {
        stages = List.copyOf(stages);
        links = Map.copyOf(links);
    }

    /** Costs where nothing is known of hosts. */
    public Costs(List<StageCost> stages, Rates rates) {
        this(stages, rates, Map.of());
    }

    /** How far away a host is. */
    public Host.Link link(String host) {
        return links.getOrDefault(host, Host.Link.UNKNOWN);
    }

    /** The same with other hosts. */
    public Costs withLinks(Map<String, Host.Link> others) {
        return new Costs(stages, rates, others);
    }

    /** Estimates by the number and kind of instructions. */
    public static Costs estimated(StageGraph graph) {
        Map<Integer, Long> images = new TreeMap<>();
        for (int index : graph.levels().stream().flatMap(List::stream).toList()) {
            images.put(index, imageBytes(graph.stage(index), images));
        }
        List<StageCost> costs = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            long millis = instructions(stage).mapToLong(Costs::millis).sum();
            costs.add(
                    new StageCost(millis, images.getOrDefault(stage.index(), BASE_BYTES), copiedBytes(stage, images)));
        }
        return new Costs(costs, Rates.DEFAULT);
    }

    /** The same with other costs of a stage. */
    public Costs with(int stage, StageCost cost) {
        List<StageCost> all = new ArrayList<>(stages);
        all.set(stage, cost);
        return new Costs(all, rates, links);
    }

    /** The same with run times that are known, by index. */
    public Costs withMillis(Map<Integer, Long> known) {
        List<StageCost> all = new ArrayList<>(stages);
        known.forEach((stage, millis) -> all.set(stage, all.get(stage).withMillis(millis)));
        return new Costs(all, rates, links);
    }

    /** The same with other rates. */
    public Costs withRates(Rates other) {
        return new Costs(stages, other, links);
    }

    private static Stream<StageInstruction> instructions(Stage stage) {
        return Stream.concat(stage.inherited().stream(), stage.instructions().stream());
    }

    private static long millis(StageInstruction instruction) {
        return switch (instruction.keyword()) {
            case "RUN" -> COMMAND_MILLIS;
            case "COPY", "ADD" -> COPY_MILLIS;
            case "WORKDIR" -> DIRECTORY_MILLIS;
            default -> 0;
        };
    }

    private static long imageBytes(Stage stage, Map<Integer, Long> images) {
        Base base = stage.base();
        long bytes = base.kind() == Base.Kind.SCRATCH
                ? 0
                : base.stage() == null ? BASE_BYTES : images.getOrDefault(base.stage(), BASE_BYTES);
        for (StageInstruction instruction : instructions(stage).toList()) {
            bytes += switch (instruction.keyword()) {
                case "RUN" -> COMMAND_BYTES;
                case "COPY", "ADD" -> COPY_BYTES;
                default -> 0;
            };
        }
        return Math.min(LARGEST, bytes);
    }

    private static Map<Integer, Long> copiedBytes(Stage stage, Map<Integer, Long> images) {
        Map<Integer, Long> copied = new TreeMap<>();
        for (Dependency dependency : stage.dependencies()) {
            if (dependency.kind() != Dependency.Kind.FROM) {
                long all = images.getOrDefault(dependency.stage(), BASE_BYTES);
                long paths = dependency.paths().isEmpty()
                        ? all
                        : COPY_BYTES * dependency.paths().size();
                copied.merge(dependency.stage(), paths, (a, b) -> Math.min(all, a + b));
            }
        }
        return copied;
    }
}
