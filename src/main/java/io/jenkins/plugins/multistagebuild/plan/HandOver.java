package io.jenkins.plugins.multistagebuild.plan;

import java.io.Serializable;
import java.util.List;

/**
 * What travels from a unit to a host where others need it. All units of a host that need something of a stage have the same
 * hand-over, which travels once.
 *
 * @param stage index of the stage whose result it is
 * @param unit index of the unit that builds the stage
 * @param image whether the whole image travels, with its configuration: a stage there is built from it
 * @param paths what travels where that is not the image, each from {@code /} on, with the wildcards of {@code COPY};
 *     empty for the whole file system
 * @param bytes how much it is, by estimate
 */
public record HandOver(int stage, int unit, boolean image, List<String> paths, long bytes) implements Serializable {

    public HandOver {
        paths = List.copyOf(paths);
    }
}
