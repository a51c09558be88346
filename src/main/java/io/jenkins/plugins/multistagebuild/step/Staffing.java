package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.security.ACL;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.springframework.security.core.Authentication;

/** How many agents a step may ask for, and whether there can be any. */
final class Staffing {

    private Staffing() {}

    /** Id of the user as whom this thread runs; null for the system. */
    @CheckForNull
    private static String user() {
        Authentication now = Jenkins.getAuthentication2();
        return now.equals(ACL.SYSTEM2) ? null : now.getName();
    }

    /**
     * Whether there is an agent around the step, which then is the first one; where there is none the first one is asked for.
     *
     * @param crew learns how many it may ask for, and as whom
     */
    static boolean isAround(MultiStageBuildStep step, StepContext context, Crew crew)
            throws IOException, InterruptedException, MissingContextVariableException {
        boolean around = context.get(FilePath.class) != null;
        String label = step.getAgents();
        if (label == null) {
            if (!around) {
                throw new MissingContextVariableException(FilePath.class, step.getDescriptor());
            }
            return true;
        }
        if (!around && step.getStash() == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION
                    + ": outside of node the Dockerfile comes from a stash; name it, for example "
                    + Parameter.STASH.example() + ", or put the step into a node");
        }
        crew.hires(user());
        if (!AgentLabel.isKnown(label)) {
            String nobody = AgentLabel.nobody(label);
            if (!around) {
                throw new AbortException(MultiStageBuildStep.FUNCTION + ": agents: " + nobody);
            }
            context.get(TaskListener.class).getLogger().println(nobody + "; building on the agent of the node alone");
        }
        if (around) {
            crew.roster().begin();
        } else {
            crew.roster().want(1);
        }
        return around;
    }
}
