package io.jenkins.plugins.multistagebuild.graph;

import java.io.Serializable;

/**
 * An edge of the graph: a stage needs another one.
 *
 * @param stage index of the stage that is needed
 * @param kind how it is needed
 * @param line line of the instruction that needs it, in the file's numbering
 */
public record Dependency(int stage, Kind kind, int line) implements Serializable {

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
