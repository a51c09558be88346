package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The stages of a file in drafting, and how their names are looked up. */
final class Drafts {

    private final List<Draft> drafts = new ArrayList<>();
    private final List<Instruction.Arg> globalArgs = new ArrayList<>();
    private final Map<String, Draft> byName = new HashMap<>();

    Drafts(Dockerfile dockerfile) {
        for (Instruction instruction : dockerfile.instructions()) {
            if (instruction instanceof Instruction.From from) {
                drafts.add(new Draft(drafts.size(), from));
            } else if (!drafts.isEmpty()) {
                drafts.get(drafts.size() - 1).own.add(instruction);
            } else if (instruction instanceof Instruction.Arg arg) {
                globalArgs.add(arg);
            }
        }
    }

    List<Draft> all() {
        return drafts;
    }

    Draft last() {
        return drafts.get(drafts.size() - 1);
    }

    List<Instruction.Arg> globalArgs() {
        return globalArgs;
    }

    /** From here on the name means this stage; an earlier one of that name is hidden. */
    void register(Draft draft) {
        String name = draft.name();
        if (name != null) {
            byName.put(name, draft);
        }
    }

    /** The stage that FROM means: names are compared as they are. */
    @CheckForNull
    Draft exactly(String name) {
        return byName.get(name);
    }

    /** The stage that COPY, mounts and {@code --target} mean: in any case. */
    @CheckForNull
    Draft named(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    /** The names of the stages in the order of the file. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Draft draft : drafts) {
            if (draft.name() != null) {
                names.add(draft.name());
            }
        }
        return names;
    }
}
