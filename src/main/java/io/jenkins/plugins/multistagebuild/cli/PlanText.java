package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/**
 * Draws the graph for a terminal: a block for each level, whose stages can run side by side, then what is left out and
 * the critical path.
 */
final class PlanText {

    private final StageGraph graph;
    private final Ansi ansi;
    private final List<String> lines = new ArrayList<>();
    private final int nameWidth;

    private PlanText(StageGraph graph, Ansi ansi) {
        this.graph = graph;
        this.ansi = ansi;
        this.nameWidth = graph.stages().stream()
                .mapToInt(stage -> Columns.clean(stage.displayName()).length())
                .max()
                .orElse(0);
    }

    /** The lines of the drawing, without a line feed at their ends. */
    static List<String> draw(StageGraph graph, Ansi ansi) {
        return new PlanText(graph, ansi).draw();
    }

    /** A stage's weight on the critical path as long as no times are known: its instructions, {@code FROM} included. */
    static long weight(Stage stage) {
        return 1L + stage.instructions().size();
    }

    private List<String> draw() {
        List<List<Integer>> levels = graph.levels();
        head(levels);
        List<Integer> critical = graph.criticalPath(PlanText::weight);
        for (int level = 0; level < levels.size(); level++) {
            block(level + 1, levels.get(level), critical);
        }
        graph.stages().stream().filter(stage -> !stage.needed()).forEach(this::skipped);
        lines.add("");
        lines.add("critical path: "
                + critical.stream().map(index -> name(graph.stage(index))).collect(Collectors.joining(" → ")) + " ("
                + critical.stream()
                        .mapToLong(index -> weight(graph.stage(index)))
                        .sum() + " instructions)");
        return lines;
    }

    private void head(List<List<Integer>> levels) {
        int widest = levels.stream().mapToInt(List::size).max().orElse(0);
        lines.add(bold(Columns.clean(graph.file())) + ": "
                + graph.neededStages().size() + " of "
                + graph.stages().size() + " stages needed for "
                + bold(name(graph.stage(graph.target()))) + "; up to " + widest + " side by side");
        lines.add("");
    }

    private void block(int level, List<Integer> stages, List<Integer> critical) {
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = graph.stage(stages.get(i));
            String bracket = stages.size() == 1 ? "─" : i == 0 ? "┬" : i == stages.size() - 1 ? "└" : "├";
            String mark = critical.contains(stage.index()) ? colour("36;1", "●") : "○";
            lines.add("%s %s%s %s  %s"
                    .formatted(
                            i == 0 ? "%3d ".formatted(level) : "    ",
                            bracket,
                            mark,
                            bold(padded(stage)),
                            facts(stage)));
        }
    }

    private String facts(Stage stage) {
        List<String> facts = new ArrayList<>();
        facts.add("FROM " + base(stage.base()));
        stage.dependencies().stream()
                .filter(dependency -> dependency.kind() != Dependency.Kind.FROM)
                .map(dependency -> dependency.kind().json() + " " + name(graph.stage(dependency.stage())) + " :"
                        + dependency.line())
                .distinct()
                .forEach(facts::add);
        return String.join(", ", facts) + "  " + colour("2", "(" + Columns.clean(stage.reason()) + ")");
    }

    private void skipped(Stage stage) {
        lines.add(colour(
                "2",
                "  –  – " + padded(stage) + "  line " + stage.line() + " (" + Columns.clean(stage.reason()) + ")"));
    }

    private String base(Base base) {
        return base.stage() == null ? Columns.clean(base.ref()) : name(graph.stage(base.stage()));
    }

    private String padded(Stage stage) {
        return ("%-" + Math.max(1, nameWidth) + "s").formatted(name(stage));
    }

    private static String name(Stage stage) {
        return Columns.clean(stage.displayName());
    }

    private String bold(String text) {
        return colour("1", text);
    }

    private String colour(String style, String text) {
        return ansi.enabled() ? "\u001B[" + style + "m" + text + "\u001B[0m" : text;
    }
}
