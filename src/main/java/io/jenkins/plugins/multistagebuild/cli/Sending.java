package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * A hand-over from one host to another: two processes of this machine, and a buffer between them. Nothing is put on disk
 * here.
 */
final class Sending implements Stoppable {

    private static final int BUFFER = 64 * 1024;
    private static final long GRACE_SECONDS = 3;

    private final BuildAction.Send action;
    private final BlockingQueue<BuildEvent> events;
    private final List<Process> processes = new ArrayList<>();
    private boolean stopped;

    private Sending(BuildAction.Send action, BlockingQueue<BuildEvent> events) {
        this.action = action;
        this.events = events;
    }

    /** Starts it; its end comes as an event. */
    static Sending start(BuildAction.Send action, BlockingQueue<BuildEvent> events) throws IOException {
        LocalProcess.write(action.files());
        Sending sending = new Sending(action, events);
        Thread thread = new Thread(sending::run, "hand-over " + action.unit());
        thread.setDaemon(true);
        thread.start();
        return sending;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        for (Process process : processes) {
            LocalProcess.stop(process);
            Thread thread = new Thread(
                    () -> LocalProcess.killAfter(process, GRACE_SECONDS), "end of hand-over " + action.unit());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        long[] bytes = {0};
        String problem;
        try {
            problem = send(bytes);
        } catch (IOException e) {
            problem = e.getMessage();
        } catch (InterruptedException e) {
            problem = "interrupted";
        }
        try {
            events.put(new BuildEvent.Sent(action.unit(), bytes[0], problem));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why it did not go well; null where it did. */
    @CheckForNull
    private String send(long[] bytes) throws IOException, InterruptedException {
        for (DockerCommand command : action.preparation()) {
            Process process = start(command, true);
            process.getOutputStream().close();
            Complaint complaint = Complaint.of(process.getInputStream());
            int status = process.waitFor();
            if (status != 0) {
                return complaint.words(status);
            }
        }
        Process export = start(action.export(), false);
        Process take = start(action.take(), true);
        try {
            export.getOutputStream().close();
            Complaint exporting = Complaint.of(export.getErrorStream());
            Complaint taking = Complaint.of(take.getInputStream());
            boolean all = pipe(export.getInputStream(), take.getOutputStream(), bytes);
            int status = all ? export.waitFor() : 0;
            if (status != 0) {
                return exporting.words(status);
            }
            closeQuietly(take.getOutputStream());
            int taken = take.waitFor();
            return taken != 0 ? taking.words(taken) : all ? null : "it was broken off";
        } finally {
            // Who reads must not take a part for the whole: it is ended before it can see the end of its input.
            LocalProcess.kill(take);
            LocalProcess.kill(export);
        }
    }

    private synchronized Process start(DockerCommand command, boolean together) throws IOException {
        if (stopped) {
            throw new IOException("it was stopped");
        }
        Process process =
                LocalProcess.builder(command).redirectErrorStream(together).start();
        processes.add(process);
        return process;
    }

    /** Whether all was taken; who does not take all tells why by itself. */
    private static boolean pipe(InputStream in, OutputStream out, long[] bytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            try {
                out.write(buffer, 0, length);
                out.flush();
            } catch (IOException e) {
                return false;
            }
            bytes[0] += length;
        }
        return true;
    }

    private static void closeQuietly(OutputStream out) {
        try {
            out.close();
        } catch (IOException e) {
            // The process has ended by itself; its exit status tells the rest.
            return;
        }
    }
}
