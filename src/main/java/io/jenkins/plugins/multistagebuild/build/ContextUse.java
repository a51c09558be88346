package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds whether a stage needs the build context. BuildKit asks for the files that it needs by itself; the classic builder's client
 * sends all of the context, so a stage that needs none of it is built without one.
 */
final class ContextUse {

    private static final Set<String> COPYING = Set.of("COPY", "ADD");

    private ContextUse() {}

    /** Whether a stage may take something out of the context, be it by a trigger of a base image that is not known. */
    static boolean mayUse(Stage stage, HostRun host) {
        boolean unknown = stage.base().kind() == Base.Kind.IMAGE
                && !host.plainImages().contains(stage.base().ref());
        return unknown
                || Stream.concat(stage.inherited().stream(), stage.instructions().stream())
                        .anyMatch(ContextUse::takes);
    }

    private static boolean takes(StageInstruction instruction) {
        return COPYING.contains(instruction.keyword())
                && !instruction.text().toLowerCase(Locale.ROOT).contains("--from=");
    }
}
