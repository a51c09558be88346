package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;

/** Reads what a client leaves in a file of the image that it built: an id ({@code --iidfile}), or what buildx calls metadata. */
public final class BuiltImage {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BuiltImage() {}

    /**
     * The id of an image, or the digest of one that was pushed.
     *
     * @param text content of the file; null where there is none
     * @return {@code sha256:…}; null where the file tells of none
     */
    @CheckForNull
    public static String id(@CheckForNull String text) {
        String id = text == null ? "" : text.strip();
        if (id.startsWith("{")) {
            try {
                id = MAPPER.readTree(id).path("containerimage.digest").asText("");
            } catch (JsonProcessingException e) {
                return null;
            }
        }
        return ImageReader.isDigest(id) ? id : null;
    }
}
