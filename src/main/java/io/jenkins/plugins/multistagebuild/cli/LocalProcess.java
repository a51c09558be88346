package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.DockerCommand;

/** Processes of this machine. */
final class LocalProcess {

    private LocalProcess() {}

    static ProcessBuilder builder(DockerCommand command) {
        ProcessBuilder builder = new ProcessBuilder(command.arguments());
        builder.environment().putAll(command.environment());
        return builder;
    }

    /** Asks a process and its children to end; the docker client starts its plugins as children. */
    static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    /** Ends a process and its children if they are still there. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
