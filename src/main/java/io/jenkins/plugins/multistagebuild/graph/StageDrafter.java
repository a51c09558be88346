package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.ProblemList;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.WordExpansion;
import java.util.HashSet;
import java.util.Set;

/** Expands the FROM lines one after the other and finds each stage's base. */
final class StageDrafter {

    private final Dockerfile dockerfile;
    private final Drafts drafts;
    private final GlobalVariables variables;
    private final ProblemList problems;
    private final Set<String> contexts = new HashSet<>();

    StageDrafter(
            Dockerfile dockerfile,
            GraphOptions options,
            Drafts drafts,
            GlobalVariables variables,
            ProblemList problems) {
        this.dockerfile = dockerfile;
        this.drafts = drafts;
        this.variables = variables;
        this.problems = problems;
        options.buildContexts().forEach(name -> contexts.add(BuildContexts.key(name)));
    }

    void draft() {
        for (Instruction.Arg arg : drafts.globalArgs()) {
            try {
                variables.declare(arg);
            } catch (RefusedException e) {
                problems.add(arg.place().line(), "ARG: " + e.getMessage());
                return;
            }
        }
        for (Draft draft : drafts.all()) {
            try {
                expand(draft);
            } catch (RefusedException e) {
                problems.add(draft.line(), e);
            }
            String name = draft.name();
            draft.replaced =
                    name != null && BuildContexts.canReplace(name) && contexts.contains(BuildContexts.key(name));
            if (!draft.replaced) {
                draft.parent = drafts.exactly(draft.base);
            }
            drafts.register(draft);
        }
    }

    private void expand(Draft draft) throws RefusedException {
        String written = draft.from.base();
        try {
            draft.base = WordExpansion.expand(written, dockerfile.escape(), variables)
                    .text();
        } catch (RefusedException e) {
            throw new RefusedException("FROM " + Quoted.text(written) + ": " + e.getMessage(), written);
        }
        if (draft.base.isEmpty()) {
            throw new RefusedException(
                    "FROM " + Quoted.text(written)
                            + " is empty after expansion; give the ARG a default before the first FROM, or pass --build-arg",
                    written);
        }
        String platform = draft.from.platform();
        if (!platform.isEmpty()) {
            draft.platform = platform(platform);
        }
        String name = draft.name();
        String asWritten = draft.from.name();
        if (name != null && asWritten != null && BuildContexts.canReplace(name) && ImageReference.fault(name) != null) {
            throw new RefusedException(
                    "the stage name " + Quoted.text(name)
                            + " is not possible for an image, as the engine asks; let it end with a letter or digit"
                            + " and put no two separators in a row",
                    asWritten);
        }
    }

    private String platform(String written) throws RefusedException {
        String platform;
        try {
            platform = WordExpansion.expand(written, dockerfile.escape(), variables)
                    .text();
        } catch (RefusedException e) {
            throw new RefusedException(
                    "FROM --platform=" + Quoted.text(written) + ": " + e.getMessage(), "--platform=" + written);
        }
        if (platform.isEmpty()) {
            throw new RefusedException(
                    "FROM --platform=" + Quoted.text(written)
                            + " is empty after expansion; use $BUILDPLATFORM, $TARGETPLATFORM or a platform such as linux/arm64",
                    "--platform=" + written);
        }
        if (Platform.parse(platform) == null) {
            throw new RefusedException(
                    "FROM --platform=" + Quoted.text(written) + ": " + Quoted.text(platform)
                            + " is no platform; write for example linux/arm64",
                    "--platform=" + written);
        }
        return platform;
    }
}
