package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** All stages of a run: finds the one that a step belongs to, and settles their states when the engine runs have ended. */
final class Stages implements Serializable {

    private static final long serialVersionUID = 1L;

    private final StageGraph graph;
    private final List<StageRun> runs = new ArrayList<>();
    private final EqualSteps equals;

    Stages(StageGraph graph) {
        this.graph = graph;
        graph.stages().forEach(stage -> runs.add(new StageRun(stage)));
        this.equals = new EqualSteps(runs);
    }

    EqualSteps equalSteps() {
        return equals;
    }

    StageRun get(int index) {
        return runs.get(index);
    }

    /**
     * The stage that a step belongs to, out of those of a unit; null where there is none. Where several have its name, it is
     * the last one whose instruction fits.
     */
    @CheckForNull
    StageRun find(StepName name, List<Integer> stages) {
        StageRun found = null;
        String wanted = name.stage();
        for (int index : stages) {
            StageRun run = runs.get(index);
            boolean named = wanted == null
                    ? graph.stages().size() == 1
                    : wanted.equals(run.stage().displayName());
            if (named && run.knownSteps() > 0 && fits(name, run)) {
                found = run;
            }
        }
        return found;
    }

    private static boolean fits(StepName name, StageRun run) {
        InstructionRun instruction = run.instruction(name);
        return instruction == run.from()
                || instruction
                        .text()
                        .regionMatches(
                                true, 0, name.keyword(), 0, name.keyword().length());
    }

    /**
     * The first stage that needs an image from outside, by the name in full that an engine gives the image; null where none
     * does.
     */
    @CheckForNull
    StageRun needing(String image) {
        for (StageRun run : runs) {
            if (run.stage().needed() && run.stage().externalImages().stream().anyMatch(ref -> sameImage(image, ref))) {
                return run;
            }
        }
        return null;
    }

    /** The instruction of a stage that needs the image: its {@code FROM}, else the first that names it. */
    static InstructionRun needing(StageRun run, String image) {
        for (InstructionRun instruction : run.instructions()) {
            for (String ref : run.stage().externalImages()) {
                if (sameImage(image, ref) && instruction.text().contains(ref)) {
                    return instruction;
                }
            }
        }
        return run.from();
    }

    private static boolean sameImage(String full, String ref) {
        return full.equals(ref)
                || full.endsWith("/" + ref)
                || full.endsWith("/" + ref + ":latest")
                || full.equals(ref + ":latest");
    }

    /** The engine runs succeeded: steps that none of them told of were run for an equal stage, or their results were there. */
    void succeed() {
        Set<String> told = told();
        for (StageRun run : runs) {
            if (run.stage().needed()) {
                eachStep(run, (key, step) -> passed(step, told.contains(key)));
                settle(run);
            }
        }
    }

    /** The run failed or was ended: what is not complete is aborted. */
    void stop() {
        Set<String> told = told();
        for (StageRun run : runs) {
            if (run.stage().needed()) {
                InstructionRun last = lastPassed(run);
                eachStep(run, (key, step) -> {
                    if (last != null
                            && run.instructions().indexOf(step)
                                    < run.instructions().indexOf(last)) {
                        passed(step, told.contains(key));
                    } else if (!step.ended()) {
                        step.state(InstructionState.ABORTED);
                    }
                });
                settle(run);
            }
        }
    }

    /** Keys of the steps that an engine run told of. */
    private Set<String> told() {
        Set<String> told = new HashSet<>();
        for (StageRun run : runs) {
            if (!run.stage().needed()) {
                continue;
            }
            eachStep(run, (key, step) -> {
                if (step.ended()) {
                    told.add(key);
                }
            });
        }
        return told;
    }

    private static void passed(InstructionRun step, boolean elsewhere) {
        if (!step.ended()) {
            step.state(elsewhere ? InstructionState.SHARED : InstructionState.CACHED);
        }
    }

    /** The last step that an engine run told of: those before it have passed, whether it told of them or not. */
    @CheckForNull
    private static InstructionRun lastPassed(StageRun run) {
        InstructionRun last = null;
        for (InstructionRun instruction : run.instructions()) {
            if (instruction.isStep() && instruction.state() != InstructionState.WAITING) {
                last = instruction;
            }
        }
        return last;
    }

    /** Gives configuration instructions the state of what stands before them, and the stage the state of its steps. */
    private void settle(StageRun run) {
        InstructionState before = base(run);
        boolean built =
                run.stage().base().kind() == Base.Kind.STAGE && before == InstructionState.BUILT && steps(run) == 0;
        for (InstructionRun instruction : run.instructions()) {
            if (instruction.isStep()) {
                built |= instruction.state() == InstructionState.BUILT && instruction != run.from();
                before = instruction.state() == InstructionState.SHARED ? InstructionState.CACHED : instruction.state();
            } else {
                instruction.state(before == InstructionState.FAILED ? InstructionState.ABORTED : before);
                before = instruction.state();
            }
        }
        if (run.instructions().stream().anyMatch(each -> each.state() == InstructionState.FAILED)) {
            run.state(StageState.FAILED);
        } else if (run.instructions().stream().anyMatch(each -> each.state() == InstructionState.ABORTED)) {
            run.state(StageState.ABORTED);
        } else {
            run.state(built ? StageState.BUILT : StageState.CACHED);
        }
    }

    private static long steps(StageRun run) {
        return run.instructions().stream().filter(InstructionRun::isStep).count();
    }

    /** State that the base hands on. Bases stand before the stages that are built from them, so they are settled. */
    private InstructionState base(StageRun run) {
        Integer parent = run.stage().base().stage();
        if (parent == null) {
            return InstructionState.CACHED;
        }
        return switch (runs.get(parent).state()) {
            case BUILT -> InstructionState.BUILT;
            case FAILED, ABORTED -> InstructionState.ABORTED;
            default -> InstructionState.CACHED;
        };
    }

    private interface Steps {
        void step(String key, InstructionRun instruction);
    }

    /** Tells each step with a key that equal steps of other stages have too. */
    private void eachStep(StageRun run, Steps steps) {
        run.instructions().stream().filter(InstructionRun::isStep).forEach(step -> steps.step(equals.key(step), step));
    }

    /** Indices of the stages that failed. */
    List<Integer> failed() {
        return indices(run -> run.state() == StageState.FAILED);
    }

    /** Indices of the needed stages of which every step has passed. */
    List<Integer> complete() {
        return indices(run -> run.stage().needed() && run.state() != StageState.FAILED && run.isComplete());
    }

    private List<Integer> indices(Predicate<StageRun> which) {
        return runs.stream().filter(which).map(run -> run.stage().index()).toList();
    }

    /** The stages that run for longer than a limit. */
    List<StageRun> tooLong(Duration limit, Instant now) {
        return runs.stream()
                .filter(run -> run.state() == StageState.RUNNING
                        && !run.startedAt().plus(limit).isAfter(now))
                .toList();
    }

    /** The next time at which a stage can have run for longer than a limit. */
    Instant nextTooLong(Duration limit, Instant now) {
        return runs.stream()
                .filter(run -> run.state() == StageState.RUNNING)
                .map(run -> run.startedAt().plus(limit))
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo)
                .orElse(now.plus(limit));
    }

    /** When a stage could begin: when the last stage that it needs had ended, or the run began. */
    Instant ready(StageRun run, Instant began) {
        Instant ready = began;
        for (Dependency dependency : run.stage().dependencies()) {
            Instant end = runs.get(dependency.stage()).endedAt();
            if (end != null && end.isAfter(ready)) {
                ready = end;
            }
        }
        return ready;
    }

    List<StageRun> all() {
        return runs;
    }
}
