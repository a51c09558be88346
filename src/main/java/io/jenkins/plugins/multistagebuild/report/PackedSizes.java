package io.jenkins.plugins.multistagebuild.report;

import io.jenkins.plugins.multistagebuild.docker.Engine;

/** Sizes as a registry has them, of packed layers. */
final class PackedSizes {

    private PackedSizes() {}

    /** Whether a report's sizes are of that kind, since no engine had the image. */
    static boolean in(BuildReport report) {
        return report.engines().stream()
                .anyMatch(engine -> engine.serverVersion().equals(Engine.NO_ENGINE));
    }
}
