package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/**
 * What an engine tells of an image that it holds.
 *
 * @param id {@code sha256:…}
 * @param digest manifest digest where the image was pushed; null else
 * @param sizeBytes size of the image in bytes, as {@code docker image inspect} says
 * @param layers its history, oldest first, entries without a layer included
 */
public record ImageDetails(String id, @CheckForNull String digest, long sizeBytes, List<ImageLayer> layers)
        implements Serializable {

    public ImageDetails {
        layers = List.copyOf(layers);
    }
}
