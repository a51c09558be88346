package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * Draws a graph for a terminal: the target with what it needs below it as a tree, what is left out, what can be built side
 * by side, and the critical path.
 */
final class PlanText {

    private static final int ENDS = 5;

    private final StageGraph graph;
    private final Ink ink;
    private final List<List<Integer>> levels;
    private final List<Integer> critical;
    private final List<String> lines = new ArrayList<>();

    private PlanText(StageGraph graph, Ink ink) {
        this.graph = graph;
        this.ink = ink;
        this.levels = graph.levels();
        this.critical = graph.criticalPath(PlanText::weight);
    }

    /** The lines of the drawing, without a line feed at their ends. */
    static List<String> draw(StageGraph graph, Ansi ansi) {
        return new PlanText(graph, new Ink(ansi.enabled())).draw();
    }

    /** A stage's weight on the critical path as long as no times are known: its instructions, {@code FROM} included. */
    static long weight(Stage stage) {
        return 1L + stage.instructions().size();
    }

    /** A stage's name, short and without characters that steer a terminal. */
    static String name(Stage stage) {
        return Quoted.text(stage.displayName());
    }

    /** {@code 1 stage}, {@code 2 stages}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private List<String> draw() {
        lines.add(ink.bold(Quoted.message(graph.file())) + ": "
                + graph.neededStages().size() + " of " + count(graph.stages().size(), "stage") + " needed for "
                + ink.bold(name(graph.targetStage())));
        lines.add("");
        lines.addAll(new PlanTree(graph, critical, ink).draw());
        leftOut();
        lines.add("");
        lines.addAll(new PlanLevels(graph, levels, ink).draw());
        lines.add("");
        lines.add(ink.critical("●") + " critical path: " + String.join(" → ", path()) + " ("
                + count(critical.stream().mapToLong(this::weight).sum(), "instruction") + ")");
        return lines;
    }

    private void leftOut() {
        List<Stage> stages =
                graph.stages().stream().filter(stage -> !stage.needed()).toList();
        if (stages.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("left out:");
        for (Stage stage : stages) {
            lines.add(ink.dim("– " + name(stage) + " (line " + stage.line() + "): " + Quoted.message(stage.reason())
                    + String.join(
                            "",
                            PlanTree.images(stage).stream()
                                    .map(fact -> " · " + fact)
                                    .toList())));
        }
    }

    private long weight(int index) {
        return weight(graph.stage(index));
    }

    private List<String> path() {
        List<String> names =
                critical.stream().map(index -> name(graph.stage(index))).toList();
        int hidden = names.size() - 2 * ENDS;
        if (hidden <= 1) {
            return names;
        }
        return Stream.of(
                        names.subList(0, ENDS),
                        List.of("… " + hidden + " more …"),
                        names.subList(names.size() - ENDS, names.size()))
                .flatMap(List::stream)
                .toList();
    }
}
