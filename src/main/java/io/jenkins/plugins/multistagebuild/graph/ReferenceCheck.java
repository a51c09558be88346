package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.ProblemList;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import java.util.BitSet;
import java.util.List;

/** Follows the references of all stages and checks what must hold: existence, no circle, order. */
final class ReferenceCheck {

    private final Drafts drafts;
    private final ProblemList problems;
    private final Linker linker;
    private boolean circular;

    ReferenceCheck(Dockerfile dockerfile, Drafts drafts, ProblemList problems) {
        this.drafts = drafts;
        this.problems = problems;
        this.linker = new Linker(drafts, dockerfile.escape());
    }

    /** Checks all and tells which stages the engine would visit. */
    BitSet check(List<Draft> asked) {
        for (Draft draft : drafts.all()) {
            link(draft);
        }
        CycleCheck.Cycle cycle = CycleCheck.find(drafts.all());
        circular = cycle != null;
        if (cycle != null) {
            problems.add(cycle.line(), Messages.cycle(cycle));
        }
        for (Draft draft : drafts.all()) {
            checkBaseImage(draft);
        }
        for (Draft draft : drafts.all()) {
            draft.ownLinks.forEach(this::checkImage);
        }
        BitSet reached = inheritTriggers(asked);
        return reached;
    }

    private void link(Draft draft) {
        for (Instruction instruction : draft.own) {
            try {
                draft.ownLinks.addAll(linker.links(instruction, false));
            } catch (RefusedException e) {
                problems.add(instruction.place().line(), e);
            }
        }
    }

    private void checkBaseImage(Draft draft) {
        if (draft.parent != null || draft.base.isEmpty() || (draft.base.equals("scratch") && !draft.replaced)) {
            return;
        }
        String fault = ImageReference.fault(draft.base);
        if (fault != null) {
            problems.add(
                    draft.line(), Messages.badImage("FROM ", draft.base, fault, drafts.names()), draft.from.base());
        }
    }

    private void checkImage(Draft.Link link) {
        String image = link.image();
        String fault = image == null ? null : ImageReference.fault(image);
        if (fault != null) {
            String place = link.instruction() instanceof Instruction.Copy ? "COPY --from=" : "RUN --mount from=";
            problems.add(link.line(), Messages.badImage(place, image, fault, drafts.names()), link.word());
        }
    }

    /** Adds the triggers of ONBUILD to needed stages until no more stages become needed by them. */
    private BitSet inheritTriggers(List<Draft> asked) {
        while (true) {
            BitSet reached = Reach.from(asked, true);
            boolean more = false;
            for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
                more |= inherit(drafts.all().get(i));
            }
            if (!more) {
                return reached;
            }
        }
    }

    private boolean inherit(Draft draft) {
        if (draft.parent == null || draft.triggersRead) {
            return false;
        }
        draft.triggersRead = true;
        for (Instruction instruction : draft.parent.own) {
            if (!(instruction instanceof Instruction.Onbuild onbuild)) {
                continue;
            }
            try {
                Instruction trigger = Dockerfile.parseTrigger(
                        onbuild.trigger(), draft.line(), draft.from.place().endLine());
                draft.inherited.add(new Draft.Trigger(trigger, onbuild));
                draft.inheritedLinks.addAll(linker.links(trigger, true));
            } catch (RefusedException e) {
                problems.add(
                        draft.line(),
                        "the ONBUILD at line " + onbuild.place().line() + " of the base stage "
                                + Quoted.text(draft.parent.displayName()) + " fails here: " + e.getMessage());
            }
        }
        draft.inheritedLinks.forEach(this::checkImage);
        return !draft.inheritedLinks.isEmpty();
    }

    /** Checks that what is copied is there by then; of no use where stages form a circle. */
    void checkOrder(BitSet reached, ProblemList found) {
        if (circular) {
            return;
        }
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            Draft draft = drafts.all().get(i);
            if (draft.replaced) {
                continue;
            }
            for (Draft.Link link : draft.links()) {
                Draft source = link.stage();
                if (source != null && source.index > draft.index && !source.replaced && !link.isImplicit()) {
                    found.add(link.line(), Messages.forward(link, source, draft), link.word());
                }
            }
        }
    }
}
