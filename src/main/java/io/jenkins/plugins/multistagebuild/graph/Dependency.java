package io.jenkins.plugins.multistagebuild.graph;

import java.io.Serializable;
import java.util.List;

/**
 * An edge of the graph: a stage needs another one.
 *
 * @param stage index of the stage that is needed
 * @param kind how it is needed
 * @param line line of the instruction that needs it, in the file's numbering
 * @param paths what of its file system is needed, each from {@code /} on, after expansion, with the wildcards of
 *     {@code COPY}; empty for all of it, which is also said where variables of an image have a part in a path
 */
public record Dependency(int stage, Kind kind, int line, List<String> paths) implements Serializable {

    public Dependency {
        paths = List.copyOf(paths);
    }

    /** An edge that needs the whole file system. */
    public Dependency(int stage, Kind kind, int line) {
        this(stage, kind, line, List.of());
    }

    /** Kinds of edge, with their names in JSON. */
    public enum Kind {
        FROM("from"),
        COPY("copy"),
        MOUNT("mount"),
        ONBUILD_COPY("onbuild-copy"),
        ONBUILD_MOUNT("onbuild-mount");

        private final String json;

        Kind(String json) {
            this.json = json;
        }

        /** The name in JSON. */
        public String json() {
            return json;
        }
    }
}
