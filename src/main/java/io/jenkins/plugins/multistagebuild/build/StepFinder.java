package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which instruction an engine's step is. */
interface StepFinder extends Serializable {

    /** An instruction of a stage. */
    record Found(StageRun stage, InstructionRun instruction) implements Serializable {}

    /** What a step of this name is; null where it is none of a stage. */
    @CheckForNull
    Found find(String name);

    /** Whether a step of this stage is not run again if an equal one of another stage is. */
    boolean merges(StageRun stage);

    /** Whether an engine run that fails does so with the step that began last. */
    boolean endsWithItsLastStep();

    /**
     * Steps of BuildKit, which name their stages.
     *
     * @param stages all stages
     * @param among indices of those that an engine run answers for
     * @param here indices of all that are built on the same host
     */
    record OfBuildKit(Stages stages, List<Integer> among, List<Integer> here) implements StepFinder {

        @Override
        @CheckForNull
        public Found find(String name) {
            StepName step = StepName.parse(name);
            StageRun stage = step == null ? null : stages.find(step, among);
            return stage == null ? null : new Found(stage, stage.instruction(step));
        }

        @Override
        public boolean merges(StageRun stage) {
            return here.contains(stage.stage().index());
        }

        @Override
        public boolean endsWithItsLastStep() {
            return false;
        }
    }

    /**
     * Steps of the classic builder, which are numbered: one for each instruction.
     *
     * @param stage the stage that is built
     * @param before how many steps come before the stage's FROM
     */
    record OfClassic(StageRun stage, int before) implements StepFinder {

        private static final Pattern NAME = Pattern.compile("Step (\\d{1,6})/\\d{1,6} : .*", Pattern.DOTALL);

        @Override
        @CheckForNull
        public Found find(String name) {
            Matcher matcher = NAME.matcher(name);
            int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) - 1 - before : -1;
            if (number == 0) {
                return new Found(stage, stage.from());
            }
            int index = number + stage.stage().inherited().size();
            return number < 0 || index >= stage.instructions().size()
                    ? null
                    : new Found(stage, stage.instructions().get(index));
        }

        @Override
        public boolean merges(StageRun other) {
            return false;
        }

        @Override
        public boolean endsWithItsLastStep() {
            return true;
        }
    }
}
