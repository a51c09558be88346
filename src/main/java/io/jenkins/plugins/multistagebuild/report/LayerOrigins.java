package io.jenkins.plugins.multistagebuild.report;

import io.jenkins.plugins.multistagebuild.docker.ImageLayer;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the instruction that made each layer of the final image: the last entries of its history are those of the target
 * stage and of the stages below it, in order; what stands before them is the base image's. Where keywords do not agree,
 * nothing is told rather than something wrong.
 */
final class LayerOrigins {

    private final StageGraph graph;

    LayerOrigins(StageGraph graph) {
        this.graph = graph;
    }

    private record Origin(Stage stage, StageInstruction instruction) {}

    List<BuildReport.LayerReport> of(List<ImageLayer> history) {
        List<Origin> origins = origins();
        List<BuildReport.LayerReport> layers = new ArrayList<>();
        int first = history.size() - origins.size();
        boolean agree = first >= 0 && agree(history, origins, first);
        for (int i = 0; i < history.size(); i++) {
            ImageLayer entry = history.get(i);
            if (agree && i >= first) {
                own(entry, origins.get(i - first), layers);
            } else if (entry.digest() != null || entry.sizeBytes() > 0) {
                layers.add(new BuildReport.LayerReport(
                        entry.digest(), entry.sizeBytes(), madeBy(entry.createdBy()), null, null, agree));
            }
        }
        return layers;
    }

    private static void own(ImageLayer entry, Origin origin, List<BuildReport.LayerReport> layers) {
        if (origin.instruction().step() && (entry.digest() != null || entry.sizeBytes() > 0)) {
            layers.add(new BuildReport.LayerReport(
                    entry.digest(),
                    entry.sizeBytes(),
                    origin.instruction().text(),
                    origin.instruction().line(),
                    origin.stage().index(),
                    false));
        }
    }

    /** Instructions of the target and the stages below it, the lowest first. */
    private List<Origin> origins() {
        List<Origin> origins = new ArrayList<>();
        Stage stage = graph.stage(graph.target());
        while (true) {
            Stage current = stage;
            origins.addAll(
                    0,
                    Stream.concat(stage.inherited().stream(), stage.instructions().stream())
                            .map(instruction -> new Origin(current, instruction))
                            .toList());
            if (stage.base().kind() != Base.Kind.STAGE) {
                return origins;
            }
            stage = graph.stage(stage.base().stage());
        }
    }

    private static boolean agree(List<ImageLayer> history, List<Origin> origins, int first) {
        for (int i = 0; i < origins.size(); i++) {
            String keyword = origins.get(i).instruction().keyword().toUpperCase(Locale.ROOT);
            if (!keyword.equals(keyword(history.get(first + i).createdBy()))) {
                return false;
            }
        }
        return true;
    }

    /** The keyword in an engine's text: {@code RUN /bin/sh -c make # buildkit}, {@code /bin/sh -c #(nop) CMD ["x"]}. */
    private static String keyword(String createdBy) {
        String text = withoutNop(createdBy);
        if (text.startsWith("/bin/sh -c ") || text.startsWith("|")) {
            return "RUN";
        }
        int blank = text.indexOf(' ');
        return (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
    }

    private static String withoutNop(String createdBy) {
        String nop = "/bin/sh -c #(nop)";
        return (createdBy.startsWith(nop) ? createdBy.substring(nop.length()) : createdBy).strip();
    }

    private static String madeBy(String createdBy) {
        String text = withoutNop(createdBy).replaceAll("\\s+", " ");
        String mark = " # buildkit";
        String plain = text.endsWith(mark) ? text.substring(0, text.length() - mark.length()) : text;
        return plain.isEmpty() ? "(not told)" : plain.length() > 1_000 ? plain.substring(0, 1_000) + "…" : plain;
    }
}
