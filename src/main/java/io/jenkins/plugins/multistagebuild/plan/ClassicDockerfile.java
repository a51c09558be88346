package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Makes Dockerfiles for the classic builder with one stage each. Words that name other stages are replaced by the images
 * of these, the lines of other stages are emptied, and what is left keeps its line numbers.
 */
public final class ClassicDockerfile {

    private static final String FROM_FLAG = "--from=";

    private final StageGraph graph;
    private final Dockerfile dockerfile;
    /** The lines with their ends, one char for each byte. */
    private final List<String> source;

    private final List<Instruction.From> stages = new ArrayList<>();

    /**
     * Takes the file that the graph was read from.
     *
     * @param text its bytes
     */
    public ClassicDockerfile(StageGraph graph, byte[] text) {
        this.graph = graph;
        this.dockerfile = Dockerfile.parse(graph.file(), text);
        this.source = List.of(new String(text, StandardCharsets.ISO_8859_1).split("(?<=\n)"));
        for (Instruction instruction : dockerfile.instructions()) {
            if (instruction instanceof Instruction.From from) {
                stages.add(from);
            }
        }
    }

    /** Whether a stage is {@code FROM scratch} and nothing else: the classic builder makes no image of that. */
    public static boolean isEmpty(StageGraph graph, int index) {
        Stage stage = graph.stage(index);
        Base base = stage.base();
        Integer parent = base.stage();
        return stage.instructions().isEmpty()
                && (base.kind() == Base.Kind.SCRATCH || parent != null && isEmpty(graph, parent));
    }

    /**
     * The Dockerfile of a stage.
     *
     * @param images ids of the images of the stages that it needs
     */
    public byte[] of(int index, Map<Integer, String> images) {
        Map<Integer, String> lines = new TreeMap<>();
        int first = stages.get(0).place().line();
        keep(lines, 1, first - 1);
        keep(lines, stages.get(index).place().line(), endOf(index));
        if (hasForeignTriggers(graph.stage(index))) {
            aliases(index, images)
                    .forEach(
                            (stage, from) -> lines.put(stages.get(stage).place().line(), from + "\n"));
        }
        for (Dependency dependency : graph.stage(index).dependencies()) {
            String image = images.getOrDefault(dependency.stage(), "scratch");
            if (dependency.kind() == Dependency.Kind.FROM) {
                replace(lines, stages.get(index), text -> baseReplaced(text, image));
            } else if (dependency.kind() == Dependency.Kind.COPY) {
                replace(lines, instruction(dependency.line()), text -> flagReplaced(text, image));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= source.size(); line++) {
            text.append(lines.getOrDefault(line, "\n"));
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How many steps the builder counts before the stage's FROM: the ARG lines at the top, and stages kept as names. */
    public int stepsBefore(int index) {
        int arguments = 0;
        for (Instruction instruction : dockerfile.instructions()) {
            if (instruction instanceof Instruction.From) {
                break;
            }
            arguments++;
        }
        return arguments + (hasForeignTriggers(graph.stage(index)) ? index : 0);
    }

    /**
     * ONBUILD triggers of a base stage stand in its image and name stages as they stand in the file: for these the names
     * are kept, as stages of nothing but FROM.
     */
    private Map<Integer, String> aliases(int index, Map<Integer, String> images) {
        Map<Integer, String> aliases = new TreeMap<>();
        for (int stage = 0; stage < index; stage++) {
            aliases.put(stage, "FROM scratch");
        }
        for (Dependency dependency : graph.stage(index).dependencies()) {
            if (dependency.kind() == Dependency.Kind.ONBUILD_COPY) {
                String name = graph.stage(dependency.stage()).name();
                String image = images.getOrDefault(dependency.stage(), "scratch");
                aliases.put(dependency.stage(), "FROM " + image + (name == null ? "" : " AS " + name));
            }
        }
        return aliases;
    }

    private static boolean hasForeignTriggers(Stage stage) {
        return stage.dependencies().stream().anyMatch(each -> each.kind() == Dependency.Kind.ONBUILD_COPY);
    }

    private void keep(Map<Integer, String> lines, int first, int last) {
        for (int line = first; line <= last; line++) {
            lines.put(line, source.get(line - 1));
        }
    }

    private int endOf(int index) {
        return index + 1 < stages.size() ? stages.get(index + 1).place().line() - 1 : source.size();
    }

    private Instruction instruction(int line) {
        return dockerfile.instructions().stream()
                .filter(each -> each.place().line() == line)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no instruction in line " + line));
    }

    private static void replace(Map<Integer, String> lines, Instruction instruction, UnaryOperator<String> change) {
        int first = instruction.place().line();
        StringBuilder text = new StringBuilder();
        for (int line = first; line <= instruction.place().endLine(); line++) {
            text.append(lines.get(line));
        }
        String[] changed = change.apply(text.toString()).split("(?<=\n)");
        for (int i = 0; i < changed.length; i++) {
            lines.put(first + i, changed[i]);
        }
    }

    private String baseReplaced(String text, String image) {
        SourceWords words = new SourceWords(text, dockerfile.escape());
        words.next();
        String word = words.next();
        while (word != null && word.startsWith("--")) {
            word = words.next();
        }
        return words.replaced(image);
    }

    private String flagReplaced(String text, String image) {
        SourceWords words = new SourceWords(text, dockerfile.escape());
        words.next();
        for (String word = words.next(); word != null && word.startsWith("--"); word = words.next()) {
            if (word.regionMatches(true, 0, FROM_FLAG, 0, FROM_FLAG.length())) {
                return words.replaced(FROM_FLAG + image);
            }
        }
        throw new IllegalStateException("no --from in " + text);
    }
}
