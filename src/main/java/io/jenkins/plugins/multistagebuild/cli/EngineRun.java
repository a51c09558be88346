package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.LocalProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;

/** An engine run as a process of this machine. */
final class EngineRun implements Stoppable {

    private static final int CHUNK = 64 * 1024;

    private final BuildAction.Run action;
    private final Process process;
    private final BlockingQueue<BuildEvent> events;

    private EngineRun(BuildAction.Run action, Process process, BlockingQueue<BuildEvent> events) {
        this.action = action;
        this.process = process;
        this.events = events;
    }

    /** Starts it; its output and its end come as events. */
    static EngineRun start(BuildAction.Run action, BlockingQueue<BuildEvent> events) throws IOException {
        NewFiles.write(action.files());
        Process process =
                LocalProcess.builder(action.command()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        EngineRun run = new EngineRun(action, process, events);
        Thread thread = new Thread(run::follow, "engine run " + action.unit());
        thread.setDaemon(true);
        thread.start();
        return run;
    }

    /** Asks it to end, and makes it end when it does not. */
    @Override
    public void stop() {
        LocalProcess.stop(process, "end of engine run " + action.unit());
    }

    private void follow() {
        try {
            read();
            int exitStatus = process.waitFor();
            events.put(new BuildEvent.Exited(action.unit(), exitStatus, imageId()));
        } catch (InterruptedException e) {
            LocalProcess.kill(process);
        }
    }

    private void read() throws InterruptedException {
        try (InputStream in = process.getInputStream()) {
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                events.put(new BuildEvent.Output(action.unit(), chunk, 0, length));
                chunk = new byte[CHUNK];
            }
        } catch (IOException e) {
            // The stream of a process that was killed ends like this; its exit status tells the rest.
            LocalProcess.kill(process);
        }
    }

    @CheckForNull
    private String imageId() {
        if (action.imageIdFile() == null) {
            return null;
        }
        try {
            return Files.readString(Path.of(action.imageIdFile()));
        } catch (IOException e) {
            return null;
        }
    }
}
