package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.ContextRun;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.LocalProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** An engine run as a process of this machine. */
final class EngineRun implements Stoppable {

    private static final int CHUNK = 64 * 1024;

    private final BuildAction.Run action;
    private final BlockingQueue<BuildEvent> events;

    @CheckForNull
    private Process process;

    private boolean stopped;

    private EngineRun(BuildAction.Run action, BlockingQueue<BuildEvent> events) {
        this.action = action;
        this.events = events;
    }

    /** Starts it; its output and its end come as events. */
    static EngineRun start(BuildAction.Run action, BlockingQueue<BuildEvent> events) throws IOException {
        NewFiles.write(action.files());
        EngineRun run = new EngineRun(action, events);
        ContextCommand context = action.context();
        if (context == null) {
            Process started = run.begin(action.command());
            started.getOutputStream().close();
            run.inThread("engine run", () -> run.follow(started));
        } else {
            // It takes its time to look through a large context.
            run.inThread("context of engine run", () -> run.follow(context));
        }
        return run;
    }

    /** Asks it to end, and makes it end when it does not. */
    @Override
    public synchronized void stop() {
        stopped = true;
        if (process != null) {
            LocalProcess.stop(process, "end of engine run " + action.unit());
        }
    }

    private synchronized Process begin(DockerCommand command) throws IOException {
        if (stopped) {
            throw new IOException("it was stopped");
        }
        Process started =
                LocalProcess.builder(command).redirectErrorStream(true).start();
        process = started;
        return started;
    }

    private void inThread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        stop();
                    }
                },
                name + " " + action.unit());
        thread.setDaemon(true);
        thread.start();
    }

    /** What a thread does. */
    private interface Work {
        void run() throws InterruptedException;
    }

    private void follow(Process first) throws InterruptedException {
        read(first);
        int exitStatus = first.waitFor();
        for (DockerCommand command : action.after()) {
            if (exitStatus != 0) {
                break;
            }
            try {
                Process next = begin(command);
                next.getOutputStream().close();
                read(next);
                exitStatus = next.waitFor();
            } catch (IOException e) {
                tell("it can't be started: " + e.getMessage());
                exitStatus = 1;
            }
        }
        end(exitStatus);
    }

    private void follow(ContextCommand context) throws InterruptedException {
        ContextRun run = ContextRun.of(context, action.command());
        Process started;
        try {
            started = begin(run.command());
        } catch (IOException e) {
            tell("it can't be started: " + e.getMessage());
            end(1);
            return;
        }
        FutureTask<String> feeding = new FutureTask<>(() -> run.feed(started));
        inThread("feeding engine run", feeding::run);
        read(started);
        int exitStatus = started.waitFor();
        String problem = problem(feeding);
        if (problem != null) {
            tell(problem);
        }
        end(problem == null || exitStatus != 0 ? exitStatus : 1);
    }

    @CheckForNull
    private static String problem(Future<String> feeding) throws InterruptedException {
        try {
            return feeding.get();
        } catch (ExecutionException e) {
            return "the build context can't be read: " + e.getCause();
        }
    }

    private void tell(String text) throws InterruptedException {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        events.put(new BuildEvent.Output(action.unit(), line, 0, line.length));
    }

    private void end(int exitStatus) throws InterruptedException {
        events.put(new BuildEvent.Exited(action.unit(), exitStatus, imageId()));
    }

    private void read(Process started) throws InterruptedException {
        try (InputStream in = started.getInputStream()) {
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                events.put(new BuildEvent.Output(action.unit(), chunk, 0, length));
                chunk = new byte[CHUNK];
            }
        } catch (IOException e) {
            // The stream of a process that was killed ends like this; its exit status tells the rest.
            LocalProcess.kill(started);
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
