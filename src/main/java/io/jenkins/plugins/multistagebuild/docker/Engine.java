package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * What a host's docker client and engine said of themselves.
 *
 * @param flavour how it builds
 * @param clientVersion version of the docker client
 * @param serverVersion version of the engine; {@link #NO_ENGINE} where none answers, and a builder does all
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

    /** In place of an engine's version. */
    public static final String NO_ENGINE = "none";

    /** Whether no engine answers: a builder builds, and the image goes to a registry. */
    public boolean isBuilderAlone() {
        return serverVersion.equals(NO_ENGINE);
    }

    /** The engine at an address and its client, in words. */
    public String at(String address) {
        String server = isBuilderAlone() ? "no engine" : "engine " + serverVersion;
        return server + " at " + address + ", client " + client();
    }

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
