package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Finds out what of an image is wasted. */
public final class ImageAnalyzer {

    private static final long SPARE_BYTES = 1L << 30;

    private final LayerCache cache;
    private final Memory memory;
    private int layersRead;

    /** An analyzer that keeps summaries of layers in a cache. */
    public ImageAnalyzer(LayerCache cache) {
        this(cache, Memory.ofThisProcess());
    }

    ImageAnalyzer(LayerCache cache, Memory memory) {
        this.cache = cache;
        this.memory = memory;
    }

    /** How many layers the last image made it read. */
    public int layersRead() {
        return layersRead;
    }

    /**
     * What of an image is wasted, if all its layers are known.
     *
     * @return null where one is not; then {@link #read} has to
     * @throws IOException if a summary can't be read
     */
    @CheckForNull
    public ImageWaste known(ImageDetails image) throws IOException {
        List<LayerSummary> layers = new ArrayList<>();
        for (String digest : image.layerDigests()) {
            LayerSummary summary = cache.find(digest);
            if (summary == null) {
                return null;
            }
            layers.add(summary);
        }
        layersRead = 0;
        return layers.isEmpty() ? null : new WasteFold(layers, memory).fold();
    }

    /**
     * Reads an image.
     *
     * @param save what {@code docker save} prints; it is read to its end, and not closed
     * @param image what the engine says of the image; the archive may hold somewhat more than twice its size
     * @throws IOException if the archive is damaged, too large, or in a form that is not known, or if summaries can't be
     *     written
     */
    public ImageWaste read(InputStream save, ImageDetails image) throws IOException {
        try {
            ImageArchive archive =
                    new ImageArchive(save, cache, SPARE_BYTES + 2 * Math.min(image.sizeBytes(), Long.MAX_VALUE / 4));
            List<LayerSummary> layers = archive.read();
            layersRead = archive.layersRead();
            ImageWaste waste = new WasteFold(layers, memory).fold();
            cache.tidy();
            return waste;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            // What the reader of tar archives throws for numbers that can't be.
            throw new IOException("the archive of the image is damaged: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    "the image takes more memory than this program has; give it more, for example by java -Xmx2g", e);
        }
    }
}
