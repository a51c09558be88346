package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.ImageLayer;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the instruction that made each layer of the final image: the last entries of its history are those of the target
 * stage and of the stages below it, in order; what stands before them is the base image's, with what its ONBUILD
 * triggers add. Where keywords do not agree, nothing is told rather than something wrong.
 */
final class LayerOrigins {

    private static final String UNKNOWN = "(not told by the image's history)";

    private final List<BuildReport.LayerReport> layers = new ArrayList<>();
    private final Map<Place, Long> sizes = new HashMap<>();

    private LayerOrigins() {}

    /** An instruction of a stage, by its position among those behind {@code FROM}. */
    private record Place(int stage, int position) {}

    private record Origin(Place place, StageInstruction instruction) {}

    /** The origins of an image's layers; none where there is no image. */
    static LayerOrigins of(StageGraph graph, @CheckForNull ImageDetails image) {
        LayerOrigins found = new LayerOrigins();
        if (image != null) {
            found.read(image, origins(graph));
            found.rest(image);
        }
        return found;
    }

    /** The layers, the lowest first; their sizes add up to what the engine tells. */
    List<BuildReport.LayerReport> layers() {
        return layers;
    }

    /** How many layers the image has. */
    int count(ImageDetails image) {
        return Math.max(layers.size(), image.layerDigests().size());
    }

    /** What an instruction adds to the image; null where that is not known or its stage is not part of the image. */
    @CheckForNull
    Long size(Stage stage, int position) {
        return sizes.get(new Place(stage.index(), position));
    }

    private void read(ImageDetails image, List<Origin> origins) {
        List<ImageLayer> history = image.layers();
        int first = history.size() - origins.size();
        boolean agree = first >= 0 && agree(history, origins, first);
        int told = 0;
        int uncertain = 0;
        for (int i = 0; i < history.size(); i++) {
            ImageLayer entry = history.get(i);
            Origin origin = agree && i >= first ? origins.get(i - first) : null;
            if (origin != null) {
                sizes.put(origin.place(), entry.sizeBytes());
            }
            String digest = entry.digest();
            if (digest != null) {
                int index = indexFrom(told, image.layerDigests(), digest);
                unknown(image.layerDigests().subList(told, index), uncertain);
                told = index + 1;
                uncertain = 0;
            } else if (entry.sizeBytes() > 0) {
                uncertain++;
            }
            if (digest != null || entry.sizeBytes() > 0) {
                layers.add(layer(entry, origin, agree));
            }
        }
        unknown(image.layerDigests().subList(told, image.layerDigests().size()), uncertain);
    }

    private static int indexFrom(int start, List<String> digests, String digest) {
        int index = digests.subList(start, digests.size()).indexOf(digest);
        return index < 0 ? start : start + index;
    }

    private static BuildReport.LayerReport layer(ImageLayer entry, @CheckForNull Origin origin, boolean agree) {
        return origin == null
                ? new BuildReport.LayerReport(
                        entry.digest(), entry.sizeBytes(), madeBy(entry.createdBy()), null, null, agree)
                : new BuildReport.LayerReport(
                        entry.digest(),
                        entry.sizeBytes(),
                        origin.instruction().text(),
                        origin.instruction().line(),
                        origin.place().stage(),
                        false);
    }

    /**
     * Layers of which it is not certain which entry made them. The entries that may have add no bytes.
     *
     * @param digests the layers' digests
     * @param uncertain how many of them have just been told, without a digest, since they add bytes
     */
    private void unknown(List<String> digests, int uncertain) {
        for (int i = uncertain; i < digests.size(); i++) {
            String digest = uncertain == 0 ? digests.get(i) : null;
            layers.add(new BuildReport.LayerReport(digest, 0, UNKNOWN, null, null, false));
        }
    }

    /** Where the history does not tell of all layers, as that of an image from another tool, their bytes are left over. */
    private void rest(ImageDetails image) {
        long rest = image.sizeBytes()
                - layers.stream().mapToLong(BuildReport.LayerReport::sizeBytes).sum();
        List<BuildReport.LayerReport> untold = layers.stream()
                .filter(layer -> layer.instruction().equals(UNKNOWN))
                .toList();
        if (rest <= 0 || untold.isEmpty()) {
            return;
        }
        int at = layers.indexOf(untold.get(0));
        String digest = untold.size() == 1 ? untold.get(0).digest() : null;
        String text = untold.size() == 1 ? UNKNOWN : untold.size() + " layers " + UNKNOWN;
        layers.removeAll(untold);
        layers.add(at, new BuildReport.LayerReport(digest, rest, text, null, null, false));
    }

    /** Instructions of the target and the stages below it, the lowest first. */
    private static List<Origin> origins(StageGraph graph) {
        List<Origin> origins = new ArrayList<>();
        Stage stage = graph.stage(graph.target());
        while (true) {
            List<Origin> own = new ArrayList<>();
            for (StageInstruction each : Stream.concat(stage.inherited().stream(), stage.instructions().stream())
                    .toList()) {
                own.add(new Origin(new Place(stage.index(), own.size()), each));
            }
            origins.addAll(0, own);
            Integer parent = stage.base().stage();
            if (parent == null) {
                return origins;
            }
            stage = graph.stage(parent);
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
        return plain.isEmpty() ? UNKNOWN : plain;
    }
}
