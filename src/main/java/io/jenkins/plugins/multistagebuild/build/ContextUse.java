package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a stage needs of the build context. BuildKit asks for the files that it needs by itself; the classic builder's client
 * sends all of the context.
 */
final class ContextUse {

    private ContextUse() {}

    /** What a stage may take; empty where a trigger of a base image that is not known may take something else. */
    static Optional<List<String>> paths(Stage stage, HostRun host) {
        boolean unknown = stage.base().kind() == Base.Kind.IMAGE
                && !host.plainImages().contains(stage.base().ref());
        return unknown ? Optional.empty() : Optional.of(stage.contextPaths());
    }
}
