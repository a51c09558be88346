package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.MountFlag;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.Variables;
import io.jenkins.plugins.multistagebuild.dockerfile.WordExpansion;
import java.util.ArrayList;
import java.util.List;

/** Finds what {@code COPY --from} and {@code RUN --mount} refer to. */
final class Linker {

    private final Drafts drafts;
    private final char escape;

    Linker(Drafts drafts, char escape) {
        this.drafts = drafts;
        this.escape = escape;
    }

    /** The references of an instruction; most have none. */
    List<Draft.Link> links(Instruction instruction, boolean trigger) throws RefusedException {
        if (instruction instanceof Instruction.Copy copy && !copy.from().isEmpty()) {
            Dependency.Kind kind = trigger ? Dependency.Kind.ONBUILD_COPY : Dependency.Kind.COPY;
            return List.of(new Draft.Link(copy, kind, copy.from(), source(copy.from())));
        }
        if (instruction instanceof Instruction.Run run && !run.mounts().isEmpty()) {
            Dependency.Kind kind = trigger ? Dependency.Kind.ONBUILD_MOUNT : Dependency.Kind.MOUNT;
            List<Draft.Link> links = new ArrayList<>();
            for (MountFlag mount : run.mounts()) {
                Draft stage = drafts.named(mount.from().isEmpty() ? "scratch" : mount.from());
                links.add(new Draft.Link(run, kind, mount.from(), stage));
            }
            return links;
        }
        return List.of();
    }

    @CheckForNull
    private Draft source(String from) throws RefusedException {
        String expanded;
        try {
            expanded = WordExpansion.expand(from, escape, Variables.none()).text();
        } catch (RefusedException e) {
            throw new RefusedException("COPY --from=" + Quoted.text(from) + ": " + e.getMessage(), "--from=" + from);
        }
        if (!expanded.equals(from)) {
            throw new RefusedException(
                    "COPY --from=" + Quoted.text(from)
                            + " takes no variables; write FROM " + Quoted.text(from)
                            + " AS name, with the ARG before the first FROM, and copy from that name",
                    "--from=" + from);
        }
        Long index = index(from);
        if (index == null) {
            return drafts.named(from);
        }
        List<Draft> all = drafts.all();
        if (index < 0 || index >= all.size()) {
            throw new RefusedException(
                    "COPY --from=" + Quoted.text(from) + ": there is no stage of that number; stages are 0 to "
                            + (all.size() - 1) + names(all),
                    "--from=" + from);
        }
        return all.get(index.intValue());
    }

    private static String names(List<Draft> all) {
        StringBuilder text = new StringBuilder();
        for (Draft draft : all) {
            if (text.length() > 200) {
                return text.append(", …)").toString();
            }
            text.append(text.isEmpty() ? " (" : ", ")
                    .append(draft.index)
                    .append(' ')
                    .append(draft.displayName());
        }
        return text.append(')').toString();
    }

    /** A whole number with or without sign, as the engine reads it; null for anything else. */
    @CheckForNull
    private static Long index(String text) {
        String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            // too large for a number: to the engine it is a name
            return null;
        }
    }
}
