package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import java.util.List;

/** Findings on stages that keep nothing from being built. */
final class StageLint {

    private StageLint() {}

    static List<Lint> of(Dockerfile dockerfile, Drafts drafts, GlobalVariables variables) {
        return List.of();
    }
}
