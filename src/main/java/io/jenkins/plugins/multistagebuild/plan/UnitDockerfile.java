package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Makes Dockerfiles for hosts with BuildKit that build a part of the stages. A stage that is built elsewhere becomes the
 * image in which its result arrived: its {@code FROM} names that, its other lines are emptied. So whatever names the stage,
 * an index or a trigger even, stays as it is, and all lines keep their numbers. What is needed besides is put at the end.
 */
public final class UnitDockerfile {

    /** Name of the stage that is put at the end; no user would choose it. */
    public static final String CLOSING_STAGE = "multi-stage-build.closing";

    private final StageGraph graph;
    private final Dockerfile dockerfile;
    /** The lines with their ends, one char for each byte. */
    private final String[] lines;

    private final List<Instruction.From> stages = new ArrayList<>();
    private final StringBuilder closing = new StringBuilder();

    /**
     * Takes the file that the graph was read from.
     *
     * @param text its bytes
     */
    public UnitDockerfile(StageGraph graph, byte[] text) {
        this.graph = graph;
        this.dockerfile = Dockerfile.parse(graph.file(), text);
        this.lines = new String(text, StandardCharsets.ISO_8859_1).split("(?<=\n)");
        for (Instruction instruction : dockerfile.instructions()) {
            if (instruction instanceof Instruction.From from) {
                stages.add(from);
            }
        }
    }

    /**
     * Puts images in place of stages.
     *
     * @param images names of images, by stage
     */
    public UnitDockerfile replace(Map<Integer, String> images) {
        images.forEach((stage, image) -> {
            if (hasTriggers(graph.stage(stage))) {
                replaceBases(stage, image);
            }
        });
        images.forEach(this::replace);
        return this;
    }

    private void replace(int stage, String image) {
        int first = stages.get(stage).place().line() - 1;
        int last = stage + 1 < stages.size() ? stages.get(stage + 1).place().line() - 1 : lines.length;
        for (int line = first; line < last; line++) {
            lines[line] = "\n";
        }
        String name = graph.stage(stage).name();
        String alias = name == null ? "" : " AS " + name;
        if (hasTriggers(graph.stage(stage))) {
            // FROM would execute the triggers, which is not for those who only copy.
            lines[first] = "FROM scratch" + alias + "\n";
            lines[first + 1] = "COPY --from=" + image + " / /\n";
        } else {
            lines[first] = "FROM " + image + alias + "\n";
        }
    }

    /** Stages that are built from one with triggers name its image, and so execute them. */
    private void replaceBases(int stage, String image) {
        for (Stage user : graph.stages()) {
            Integer base = user.base().stage();
            if (base != null && base == stage) {
                Instruction.From from = stages.get(user.index());
                int first = from.place().line() - 1;
                StringBuilder text = new StringBuilder();
                for (int line = first; line < from.place().endLine(); line++) {
                    text.append(lines[line]);
                }
                String[] changed = baseReplaced(text.toString(), image).split("(?<=\n)");
                System.arraycopy(changed, 0, lines, first, changed.length);
            }
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

    private static boolean hasTriggers(Stage stage) {
        return stage.instructions().stream().anyMatch(each -> each.keyword().equals("ONBUILD"));
    }

    /** Gives a stage a name if it has none, since an engine run can only be asked for one that has; tells the name. */
    public String name(int stage) {
        String name = graph.stage(stage).name();
        if (name != null) {
            return name;
        }
        int line = stages.get(stage).place().endLine() - 1;
        String end = lines[line].endsWith("\n") ? "\n" : "";
        lines[line] = lines[line].stripTrailing() + " AS " + graph.stage(stage).displayName() + end;
        return graph.stage(stage).displayName();
    }

    /** Adds a closing stage that asks for several others, and takes nothing of them. */
    public UnitDockerfile closeOver(Collection<Integer> targets) {
        close();
        for (int target : targets) {
            // A wildcard may match nothing.
            closing.append("COPY --from=").append(target).append(" /multi-stage-build.none* /\n");
        }
        return this;
    }

    /**
     * Adds a closing stage that holds paths of another one, and nothing else.
     *
     * @param paths the paths, as {@link HandOver#paths} tells them
     */
    public UnitDockerfile closeWith(int stage, Collection<String> paths) {
        close();
        String copies = new HandOverPaths(paths).copies(Integer.toString(stage), dockerfile.escape(), true);
        closing.append(new String(copies.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        return this;
    }

    private void close() {
        closing.append("FROM scratch AS ").append(CLOSING_STAGE).append('\n');
    }

    /** Its bytes. */
    public byte[] text() {
        String text = String.join("", lines);
        if (!closing.isEmpty()) {
            String head = text.stripTrailing();
            // The last instruction must not go on into what is added.
            while (!head.isEmpty() && head.charAt(head.length() - 1) == dockerfile.escape()) {
                head = head.substring(0, head.length() - 1).stripTrailing();
            }
            text = head + "\n\n" + closing;
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
