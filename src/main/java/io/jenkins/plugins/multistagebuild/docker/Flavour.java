package io.jenkins.plugins.multistagebuild.docker;

import java.util.Locale;

/** How an engine is made to build, found by asking it and its client. */
public enum Flavour {
    /** BuildKit through the buildx plugin of the client. */
    BUILDX,
    /** BuildKit through a client without buildx ({@code DOCKER_BUILDKIT=1}). */
    BUILDKIT,
    /** The classic builder. */
    CLASSIC;

    /** The name in JSON and on the command line. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
