package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.MountFlag;
import io.jenkins.plugins.multistagebuild.dockerfile.MountOptions;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks a {@code RUN --mount} once its fields are expanded. */
final class MountCheck {

    private final InstructionWalk walk;
    private final Instruction.Run run;
    private final Draft draft;

    MountCheck(InstructionWalk walk, Instruction.Run run, Draft draft) {
        this.walk = walk;
        this.run = run;
        this.draft = draft;
    }

    void check(MountFlag mount) throws RefusedException {
        List<String> fields = new ArrayList<>();
        boolean certain = true;
        for (String field : mount.fields()) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                fields.add(field);
                continue;
            }
            StageEnvironment.Value value = walk.expand(run, field.substring(equals + 1));
            certain &= value.certain();
            fields.add(field.substring(0, equals + 1) + value.text());
        }
        if (!certain) {
            draft.paths.add(run, mount.from(), List.of(new StageEnvironment.Value(SourcePaths.ALL, true, Set.of())));
            MountOptions.checkKeys(fields);
            return;
        }
        MountOptions options = MountOptions.read(fields);
        draft.paths.add(run, mount.from(), List.of(new StageEnvironment.Value(options.source(), true, Set.of())));
        checkTarget(options);
        checkImplicitSource(mount, options);
    }

    private void checkTarget(MountOptions options) throws RefusedException {
        String target = options.target();
        boolean taken = options.type().equals("secret") || options.type().equals("ssh");
        String directory = walk.environment().directory();
        if (taken || (!target.startsWith("/") && directory == null)) {
            return;
        }
        if (target.equals("/") || (!target.startsWith("/") && isRoot(directory + "/" + target))) {
            throw new RefusedException("RUN --mount cannot take the place of /; name a directory with target=…");
        }
    }

    private static boolean isRoot(String path) {
        int depth = 0;
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                depth = Math.max(0, depth - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                depth++;
            }
        }
        return depth == 0;
    }

    /** A cache without {@code from} begins as {@code scratch}; should a stage have that name, it must be there by then. */
    private void checkImplicitSource(MountFlag mount, MountOptions options) throws RefusedException {
        if (!options.type().equals("cache") || !mount.from().isEmpty()) {
            return;
        }
        for (Draft.Link link : draft.links()) {
            Draft source = link.stage();
            if (link.isImplicit()
                    && link.line() == run.place().line()
                    && source != null
                    && source.index > draft.index) {
                throw new RefusedException("RUN --mount=type=cache begins with the stage scratch (line " + source.line()
                        + "), which comes later; give that stage another name");
            }
        }
    }
}
