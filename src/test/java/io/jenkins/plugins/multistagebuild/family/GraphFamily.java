package io.jenkins.plugins.multistagebuild.family;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Rates;
import io.jenkins.plugins.multistagebuild.plan.StageCost;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Graphs made up by chance, the same for the same seed. Run times are spread evenly over orders of magnitude from 1 s to
 * 2 min, what is copied from 10 kB to 50 MB, images from 20 MB to 1 GB; hosts have 1 to 8 processors of different speed and
 * networks of 0.4 to 2 Gbit/s, and most have most base images. Every fifth host has the classic builder.
 */
public final class GraphFamily {

    private static final List<String> IMAGES = List.of("golang:1.22", "node:20", "rust:1.79", "python:3.12", "alpine");

    /** How stages hang together. */
    public enum Shape {
        /** Stages of five bases, all copied into the target. */
        WIDE,
        /** Levels, each of which copies from the one before. */
        LEVELS,
        /** Each copies from up to three earlier ones. */
        ANY,
        /** Results are put together in pairs, these in pairs and so on. */
        TREE
    }

    private final Random chance;
    private final Shape shape;
    private final int stages;

    private GraphFamily(long seed, Shape shape, int stages) {
        this.chance = new Random(seed);
        this.shape = shape;
        this.stages = stages;
    }

    /** A request for a plan: the graph, its costs and hosts. */
    public static PlanRequest request(long seed, Shape shape, int stages, int hosts) {
        GraphFamily family = new GraphFamily(seed, shape, stages);
        StageGraph graph = family.graph();
        return new PlanRequest(graph, family.hosts(hosts), family.costs(graph), null);
    }

    private StageGraph graph() {
        StringBuilder text = new StringBuilder();
        Set<Integer> unused = new TreeSet<>();
        for (int stage = 0; stage < stages - 1; stage++) {
            Set<Integer> copied = sources(stage);
            Integer base = base(stage);
            text.append("FROM ").append(base == null ? IMAGES.get(chance.nextInt(5)) : "s" + base);
            text.append(" AS s").append(stage).append("\nRUN make\n");
            for (int source : copied) {
                text.append("COPY --from=s")
                        .append(source)
                        .append(" /out/")
                        .append(stage % 3)
                        .append(" /in/\n");
            }
            unused.add(stage);
            unused.removeAll(copied);
            unused.removeIf(source -> source.equals(base));
        }
        text.append("FROM alpine\n");
        unused.forEach(source -> text.append("COPY --from=s").append(source).append(" /out /in\n"));
        List<String> also = shape == Shape.ANY && chance.nextBoolean()
                ? List.of("s" + chance.nextInt(Math.max(1, stages - 1)))
                : List.of();
        return GraphReader.read(
                        "Dockerfile",
                        text.toString().getBytes(StandardCharsets.UTF_8),
                        new GraphOptions(
                                null,
                                stages == 1 ? List.of() : also,
                                Map.of(),
                                Set.of(),
                                GraphOptions.DEFAULT_PLATFORM))
                .graph();
    }

    private Integer base(int stage) {
        return switch (shape) {
            case WIDE -> stage < 5 ? null : Integer.valueOf(chance.nextInt(5));
            case LEVELS, ANY -> stage > 0 && chance.nextInt(5) == 0 ? Integer.valueOf(chance.nextInt(stage)) : null;
            case TREE -> null;
        };
    }

    private Set<Integer> sources(int stage) {
        Set<Integer> sources = new TreeSet<>();
        int width = Math.max(2, stages / 8);
        switch (shape) {
            case WIDE -> {}
            case LEVELS -> {
                int first = stage / width * width;
                for (int i = 0; i < 2 && first > 0; i++) {
                    sources.add(first - 1 - chance.nextInt(width));
                }
            }
            case ANY -> {
                for (int i = chance.nextInt(4); i > 0 && stage > 0; i--) {
                    sources.add(chance.nextInt(stage));
                }
            }
            case TREE -> {
                int leaves = (stages + 1) / 2;
                if (stage >= leaves) {
                    sources.add(2 * (stage - leaves));
                    sources.add(2 * (stage - leaves) + 1);
                }
            }
        }
        return sources;
    }

    private Costs costs(StageGraph graph) {
        List<StageCost> costs = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            Map<Integer, Long> copied = new TreeMap<>();
            for (Dependency dependency : stage.dependencies()) {
                copied.put(dependency.stage(), between(10_000, 50_000_000));
            }
            costs.add(new StageCost(between(1_000, 120_000), between(20_000_000, 1_000_000_000), copied));
        }
        return new Costs(costs, Rates.DEFAULT);
    }

    private List<Host> hosts(int count) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int processors = 1 << chance.nextInt(4);
            Host.Power power = new Host.Power(processors, 0.75 + chance.nextInt(3) / 4.0, 4);
            List<String> images =
                    IMAGES.stream().filter(image -> chance.nextInt(4) > 0).toList();
            Flavour flavour = i % 5 == 4 ? Flavour.CLASSIC : Flavour.BUILDX;
            hosts.add(new Host(
                    "host-" + i,
                    flavour,
                    List.of("linux/amd64"),
                    power,
                    new Host.Store(images, Long.MAX_VALUE),
                    new Host.Link(between(50_000_000, 250_000_000), 1 + chance.nextInt(5))));
        }
        return hosts;
    }

    /** Evenly over the orders of magnitude. */
    private long between(long least, long most) {
        return Math.round(least * Math.pow((double) most / least, chance.nextDouble()));
    }
}
