package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import java.util.ArrayList;
import java.util.List;

/** A stage while its place in the graph is being found out. */
final class Draft {

    final int index;
    final Instruction.From from;
    final List<Instruction> own = new ArrayList<>();
    /** Triggers that ONBUILD lines of the base stage add, with the lines where they are written. */
    final List<Trigger> inherited = new ArrayList<>();
    /** What the triggers need, then what its own instructions need. */
    final List<Link> inheritedLinks = new ArrayList<>();

    final List<Link> ownLinks = new ArrayList<>();
    final SourcePaths paths = new SourcePaths();
    String base;

    @CheckForNull
    String platform;

    @CheckForNull
    Draft parent;
    /** A {@code --build-context} of its name stands in its place. */
    boolean replaced;

    boolean triggersRead;

    Draft(int index, Instruction.From from) {
        this.index = index;
        this.from = from;
        this.base = from.base();
    }

    @CheckForNull
    String name() {
        return from.stageName();
    }

    String displayName() {
        String name = name();
        return name != null ? name : "stage-" + index;
    }

    int line() {
        return from.place().line();
    }

    boolean isScratch() {
        return parent == null && base.equals("scratch");
    }

    /** All that it names besides its base, in the order in which it is built. */
    List<Link> links() {
        List<Link> links = new ArrayList<>(inheritedLinks);
        links.addAll(ownLinks);
        return links;
    }

    /**
     * An instruction that the base stage keeps for this one.
     *
     * @param instruction the instruction, placed at this stage's FROM
     * @param origin the ONBUILD instruction
     */
    record Trigger(Instruction instruction, Instruction.Onbuild origin) {}

    /**
     * An instruction's reference to a stage or image.
     *
     * @param instruction the instruction
     * @param kind how it refers
     * @param written the word that refers; empty for a mount without {@code from}
     * @param stage the stage, or null where it is an image or nothing
     */
    record Link(Instruction instruction, Dependency.Kind kind, String written, @CheckForNull Draft stage) {

        int line() {
            return instruction.place().line();
        }

        /** The instruction and the word that refers, for messages. */
        String place() {
            if (instruction instanceof Instruction.Copy) {
                return "COPY --from=" + Quoted.text(written);
            }
            return written.isEmpty() ? "RUN --mount" : "RUN --mount from=" + Quoted.text(written);
        }

        /** The word that refers, as the file has it. */
        String word() {
            return instruction instanceof Instruction.Copy ? "--from=" + written : "from=" + written;
        }

        /** A mount without {@code from} that meets a stage named {@code scratch}. */
        boolean isImplicit() {
            return written.isEmpty();
        }

        /** The image it refers to; null for a stage and for the empty file system. */
        @CheckForNull
        String image() {
            return stage != null || written.isEmpty() || written.equals("scratch") ? null : written;
        }
    }
}
