package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.DispatchRun;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/** A hand-over from one host to another that goes on. */
final class Sending implements Stoppable {

    private final BuildAction.Send action;
    private final BlockingQueue<BuildEvent> events;
    private final DispatchRun run;

    private Sending(BuildAction.Send action, BlockingQueue<BuildEvent> events) {
        this.action = action;
        this.events = events;
        this.run = new DispatchRun(action.dispatch());
    }

    /** Starts it; its end comes as an event. */
    static Sending start(BuildAction.Send action, BlockingQueue<BuildEvent> events) throws IOException {
        NewFiles.write(action.files());
        Sending sending = new Sending(action, events);
        Thread thread = new Thread(sending::run, "hand-over " + action.unit());
        thread.setDaemon(true);
        thread.start();
        return sending;
    }

    @Override
    public void stop() {
        run.stop();
    }

    private void run() {
        String problem;
        try {
            problem = run.run();
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            problem = "interrupted";
        }
        try {
            events.put(new BuildEvent.Sent(action.unit(), run.bytes(), run.size(), problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
