package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The target as the root of a tree, what each stage needs below it. A stage that several others need is told in full once,
 * and what lies very deep goes on as a tree of its own, so that the drawing is no longer than the file.
 */
final class PlanTree {

    private static final int DEEPEST = 12;
    private static final int WIDEST = 44;
    private static final int MAX_LISTED = 8;
    private static final Map<Dependency.Kind, String> KINDS = Map.of(
            Dependency.Kind.FROM, "FROM",
            Dependency.Kind.COPY, "COPY",
            Dependency.Kind.MOUNT, "RUN --mount",
            Dependency.Kind.ONBUILD_COPY, "ONBUILD COPY",
            Dependency.Kind.ONBUILD_MOUNT, "ONBUILD RUN --mount");

    private final StageGraph graph;
    private final Set<Integer> critical;
    private final Ink ink;
    private final Set<Integer> drawn = new HashSet<>();
    private final Deque<Integer> deeper = new ArrayDeque<>();
    private final List<Row> rows = new ArrayList<>();

    PlanTree(StageGraph graph, List<Integer> critical, Ink ink) {
        this.graph = graph;
        this.critical = new HashSet<>(critical);
        this.ink = ink;
    }

    List<String> draw() {
        root(graph.target(), "target");
        for (int also : graph.alsoBuild()) {
            root(also, "also built");
        }
        int column =
                Math.min(WIDEST, rows.stream().mapToInt(PlanTree::width).max().orElse(0));
        return rows.stream().map(row -> line(row, column)).toList();
    }

    private void root(int index, String why) {
        node(new Row("", graph.stage(index), List.of(why)), "", 0);
        while (!deeper.isEmpty()) {
            int next = deeper.remove();
            if (!drawn.contains(next)) {
                node(new Row("", graph.stage(next), List.of("from above")), "", 0);
            }
        }
    }

    private void node(Row row, String indent, int depth) {
        Stage stage = row.stage;
        Map<Integer, List<Dependency>> sources = sources(stage);
        if (drawn.contains(stage.index())) {
            rows.add(sources.isEmpty() ? row : row.with("see above"));
            return;
        }
        if (depth == DEEPEST && !sources.isEmpty()) {
            deeper.add(stage.index());
            rows.add(row.with("see below"));
            return;
        }
        drawn.add(stage.index());
        rows.add(row.with(facts(stage)));
        int left = sources.size();
        for (Map.Entry<Integer, List<Dependency>> source : sources.entrySet()) {
            left--;
            Stage needed = graph.stage(source.getKey());
            String why = "needed by " + PlanText.name(stage) + " (" + edges(source.getValue()) + ")";
            node(
                    new Row(indent + (left == 0 ? "└─" : "├─"), needed, List.of(why)),
                    indent + (left == 0 ? "  " : "│ "),
                    depth + 1);
        }
    }

    /** The other stages that a stage needs, and by which instructions. */
    private static Map<Integer, List<Dependency>> sources(Stage stage) {
        return stage.dependencies().stream()
                .filter(dependency -> dependency.stage() != stage.index())
                .collect(Collectors.groupingBy(Dependency::stage, LinkedHashMap::new, Collectors.toList()));
    }

    /** {@code FROM at line 3, COPY at lines 7, 8}. */
    private static String edges(List<Dependency> dependencies) {
        Map<Dependency.Kind, List<String>> lines = dependencies.stream()
                .collect(Collectors.groupingBy(
                        Dependency::kind,
                        LinkedHashMap::new,
                        Collectors.mapping(dependency -> String.valueOf(dependency.line()), Collectors.toList())));
        return lines.entrySet().stream()
                .map(entry -> KINDS.get(entry.getKey())
                        + (entry.getValue().size() == 1 ? " at line " : " at lines ")
                        + listed(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static List<String> facts(Stage stage) {
        List<String> facts = new ArrayList<>();
        if (stage.base().kind() == Base.Kind.SCRATCH) {
            facts.add("from scratch");
        }
        facts.addAll(images(stage));
        if (stage.platform() != null) {
            facts.add("platform " + Quoted.text(stage.platform()));
        }
        facts.add(PlanText.count(PlanText.weight(stage), "instruction"));
        return facts;
    }

    /** The external images of a stage, as one fact; none where it has none. */
    static List<String> images(Stage stage) {
        List<String> images = stage.externalImages();
        return images.isEmpty() ? List.of() : List.of((images.size() == 1 ? "image " : "images ") + listed(images));
    }

    private static String listed(List<String> words) {
        String listed = words.stream().limit(MAX_LISTED).map(Quoted::text).collect(Collectors.joining(", "));
        int hidden = words.size() - MAX_LISTED;
        return hidden > 0 ? listed + " and " + hidden + " more" : listed;
    }

    private static int width(Row row) {
        return row.branch.length() + PlanText.name(row.stage).length();
    }

    private String line(Row row, int column) {
        boolean marked = critical.contains(row.stage.index());
        String name = PlanText.name(row.stage);
        return row.branch
                + (marked ? ink.critical("●") : "○")
                + " "
                + (marked ? ink.critical(name) : ink.bold(name))
                + " ".repeat(Math.max(0, column - width(row)))
                + "  "
                + row.facts.get(0)
                + ink.dim(row.facts.stream().skip(1).map(fact -> " · " + fact).collect(Collectors.joining()));
    }

    /** A line of the tree: its branches, its stage, and what is told of it. */
    private record Row(String branch, Stage stage, List<String> facts) {

        Row with(String fact) {
            return with(List.of(fact));
        }

        Row with(List<String> more) {
            List<String> all = new ArrayList<>(facts);
            all.addAll(more);
            return new Row(branch, stage, all);
        }
    }
}
