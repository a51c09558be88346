package io.jenkins.plugins.multistagebuild.step;

import hudson.model.Result;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/** Which hosts an action needs, and how it ends where one of them is gone. */
final class Destination {

    /** Why an agent is of no use any more. */
    static final String WHY = "the agent is gone";

    private Destination() {}

    /** Names of the hosts that it needs: for a hand-over where it comes from and where it goes. */
    static List<String> hosts(BuildAction action, Build build) {
        if (action instanceof BuildAction.Run run) {
            return build.hosts(run.unit());
        } else if (action instanceof BuildAction.Send send) {
            return build.hosts(send.unit());
        } else if (action instanceof BuildAction.Probe probe) {
            return List.of(probe.host().name());
        } else if (action instanceof BuildAction.Survey survey) {
            return List.of(survey.host().name());
        } else if (action instanceof BuildAction.Ask ask) {
            return List.of(ask.host().name());
        } else if (action instanceof BuildAction.ReadImage image) {
            return List.of(image.host().name());
        } else if (action instanceof BuildAction.Analyze image) {
            return List.of(image.host().name());
        } else if (action instanceof BuildAction.Weigh weigh) {
            return List.of(weigh.host().name());
        }
        return List.of(((BuildAction.Clean) action).host().name());
    }

    /** Whether something failed since the connection to the agent is no longer there. */
    static boolean isCutOff(Throwable e) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof ChannelClosedException || each instanceof RequestAbortedException) {
                return true;
            }
        }
        return false;
    }

    /** Why a step ends whose own agent won't come back. */
    static FlowInterruptedException removed() {
        return new FlowInterruptedException(Result.ABORTED, false, new ExecutorStepExecution.RemovedNodeTimeoutCause());
    }

    /** How it ends where a host is gone. */
    static BuildEvent gone(BuildAction action) {
        if (action instanceof BuildAction.Run run) {
            return new BuildEvent.Exited(run.unit(), 1, null);
        } else if (action instanceof BuildAction.Send send) {
            return new BuildEvent.Sent(send.unit(), 0, WHY);
        } else if (action instanceof BuildAction.Probe) {
            return new BuildEvent.ProbeFailed(WHY);
        } else if (action instanceof BuildAction.Survey survey) {
            return new BuildEvent.SurveyFailed(survey.host().name(), WHY);
        } else if (action instanceof BuildAction.Ask ask) {
            return new BuildEvent.Silent(ask.host().name(), WHY);
        } else if (action instanceof BuildAction.Clean) {
            return new BuildEvent.Cleaned(null);
        } else if (action instanceof BuildAction.Weigh weigh) {
            return new BuildEvent.Weighed(weigh.number(), null);
        } else if (action instanceof BuildAction.Analyze) {
            return new BuildEvent.Analyzed(Analysis.failed(WHY, 0));
        }
        return new BuildEvent.ImageFailed(WHY);
    }
}
