package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/**
 * Something that travelled between hosts.
 *
 * @param from name of the host where it came from
 * @param to name of the host where it went
 * @param stage index of the stage whose result it is
 * @param image whether it was the whole image
 * @param paths what of the stage it was; empty for all of it
 * @param bytes how much went over, packed where it came through a registry; null where nobody tells
 * @param sizeBytes how much it would have been if nothing of it had been there; null where nobody tells
 * @param wallMillis how long it took, the engine runs that pack and unpack it included
 * @param through the registry that it came through; null where it came without one
 */
public record Transfer(
        String from,
        String to,
        int stage,
        boolean image,
        List<String> paths,
        @CheckForNull Long bytes,
        @CheckForNull Long sizeBytes,
        long wallMillis,
        @CheckForNull String through)
        implements Serializable {

    public Transfer {
        paths = List.copyOf(paths);
    }

    /** Something that came from host to host. */
    public Transfer(
            String from,
            String to,
            int stage,
            boolean image,
            List<String> paths,
            long bytes,
            long sizeBytes,
            long wallMillis) {
        this(from, to, stage, image, paths, bytes, sizeBytes, wallMillis, null);
    }
}
