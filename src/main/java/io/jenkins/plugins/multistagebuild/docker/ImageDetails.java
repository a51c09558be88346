package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What an engine tells of an image that it holds.
 *
 * @param id {@code sha256:…}
 * @param digest manifest digest where the image was pushed; null else
 * @param sizeBytes size of the image in bytes, as {@code docker image inspect} says
 * @param layers its history, oldest first, entries without a layer included; empty where the history does not tell of all
 *     layers, as that of an image made by other tools
 * @param layerDigests diff ids of all its layers, the lowest first, those too of which no history entry is known
 */
public record ImageDetails(
        String id, @CheckForNull String digest, long sizeBytes, List<ImageLayer> layers, List<String> layerDigests)
        implements Serializable {

    public ImageDetails {
        layers = List.copyOf(layers);
        layerDigests = List.copyOf(layerDigests);
    }

    /** An image whose history tells all its layers. */
    public ImageDetails(String id, @CheckForNull String digest, long sizeBytes, List<ImageLayer> layers) {
        this(
                id,
                digest,
                sizeBytes,
                layers,
                layers.stream().map(ImageLayer::digest).filter(Objects::nonNull).toList());
    }
}
