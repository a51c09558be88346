package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.EngineException;
import io.jenkins.plugins.multistagebuild.docker.EngineProbe;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A host is asked what it can do while the Dockerfile is still being read: a client takes a few tenths of a second to tell.
 * The answer waits until the run asks the same.
 */
final class EarlyQuestion implements AutoCloseable {

    private final BuildAction.Probe question;
    private final FutureTask<BuildEvent> answer;

    private EarlyQuestion(BuildAction.Probe question) {
        this.question = question;
        this.answer = new FutureTask<>(() -> answer(question));
    }

    /** Asks; who closes it ends the client that has not answered by then. */
    static EarlyQuestion ask(BuildAction.Probe question) {
        EarlyQuestion early = new EarlyQuestion(question);
        Thread thread =
                new Thread(early.answer, "early question to " + question.host().name());
        thread.setDaemon(true);
        thread.start();
        return early;
    }

    /** The answer to a question, waited for; asked for now where it is another one, or nothing was asked early. */
    static BuildEvent answer(@CheckForNull EarlyQuestion early, BuildAction.Probe asked) throws InterruptedException {
        if (early == null || !early.question.equals(asked)) {
            return answer(asked);
        }
        try {
            return early.answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question ends with an answer", e.getCause());
        }
    }

    private static BuildEvent answer(BuildAction.Probe probe) throws InterruptedException {
        try {
            return new BuildEvent.Probed(
                    EngineProbe.ask(probe.host(), new LocalCommandRunner(), probe.preference(), probe.engineNeeded()));
        } catch (EngineException e) {
            return new BuildEvent.ProbeFailed(e.getMessage());
        }
    }

    @Override
    public void close() {
        answer.cancel(true);
    }
}
