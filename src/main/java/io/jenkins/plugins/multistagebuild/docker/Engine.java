package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What a host's docker client and engine said of themselves.
 *
 * @param flavour how it builds
 * @param clientVersion version of the docker client
 * @param serverVersion version of the engine
 * @param buildxVersion version of the buildx plugin; null where the client has none
 * @param rawJson whether {@code --progress=rawjson} is understood (buildx 0.13 and later)
 * @param platform the engine's own platform, for example {@code linux/amd64}
 */
public record Engine(
        Flavour flavour,
        String clientVersion,
        String serverVersion,
        @CheckForNull String buildxVersion,
        boolean rawJson,
        String platform)
        implements Serializable {

    /** The client and its builder, in words. */
    public String client() {
        return clientVersion
                + switch (flavour) {
                    case BUILDX -> " with buildx " + buildxVersion;
                    case BUILDKIT -> " (BuildKit)";
                    case CLASSIC -> " (classic builder, a unit per stage)";
                };
    }
}
