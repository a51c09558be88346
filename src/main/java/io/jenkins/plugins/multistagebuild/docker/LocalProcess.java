package io.jenkins.plugins.multistagebuild.docker;

import java.util.concurrent.TimeUnit;

/** Processes of this machine. */
public final class LocalProcess {

    private static final long GRACE_SECONDS = 3;

    private LocalProcess() {}

    /** What starts a command, with its variables besides those of this process. */
    public static ProcessBuilder builder(DockerCommand command) {
        ProcessBuilder builder = new ProcessBuilder(command.arguments());
        builder.environment().putAll(command.environment());
        return builder;
    }

    /**
     * Asks a process and its children to end, as the docker client starts its plugins as children, and ends them if they are
     * still there after some seconds. It does not wait for that.
     *
     * @param name of the thread that waits
     */
    public static void stop(Process process, String name) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        Thread thread = new Thread(() -> killAfterGrace(process), name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends a process and its children if they are still there. */
    public static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void killAfterGrace(Process process) {
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                kill(process);
            }
        } catch (InterruptedException e) {
            kill(process);
        }
    }
}
