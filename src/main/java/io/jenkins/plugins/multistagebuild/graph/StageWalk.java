package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.ProblemList;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Goes through all stages in the order of the file, as the engine does when it builds: variables get their values, and what
 * depends on them is checked. Problems count only in stages that are reached; findings count everywhere.
 */
final class StageWalk {

    private final Dockerfile dockerfile;
    private final Drafts drafts;
    private final GraphOptions options;
    private final GlobalVariables variables;
    private final ProblemList problems;
    private final LintList lint;
    private final List<StageEnvironment> environments = new ArrayList<>();

    StageWalk(
            Dockerfile dockerfile,
            Drafts drafts,
            GraphOptions options,
            GlobalVariables variables,
            ProblemList problems,
            LintList lint) {
        this.dockerfile = dockerfile;
        this.drafts = drafts;
        this.options = options;
        this.variables = variables;
        this.problems = problems;
        this.lint = lint;
    }

    void walk(BitSet reached) {
        for (Draft draft : drafts.all()) {
            StageEnvironment environment = environment(draft);
            environments.add(environment);
            boolean built = reached.get(draft.index) && !draft.replaced;
            lint.partOfTheBuild(built);
            InstructionWalk walk = new InstructionWalk(
                    new InstructionWalk.Setting(
                            dockerfile.escape(),
                            options.buildArgs(),
                            variables,
                            lint,
                            dockerfile.syntax().contains("labs")),
                    draft,
                    environment);
            for (Draft.Trigger trigger : draft.inherited) {
                visit(walk, trigger.instruction(), built);
            }
            for (Instruction instruction : draft.own) {
                visit(walk, instruction, built);
            }
        }
        lint.partOfTheBuild(true);
    }

    private void visit(InstructionWalk walk, Instruction instruction, boolean built) {
        try {
            walk.visit(instruction);
        } catch (RefusedException e) {
            if (built) {
                problems.add(instruction.place().line(), e);
            }
        }
    }

    private StageEnvironment environment(Draft draft) {
        if (draft.parent != null) {
            return environments.get(draft.parent.index).child();
        }
        return draft.isScratch() && !draft.replaced
                ? StageEnvironment.ofScratch(variables.budget())
                : StageEnvironment.ofImage(variables.budget());
    }
}
