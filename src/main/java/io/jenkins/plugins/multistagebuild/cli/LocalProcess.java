package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /** Ends a process and its children if they are still there after some time. */
    static void killAfter(Process process, long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                kill(process);
            }
        } catch (InterruptedException e) {
            kill(process);
        }
    }

    /** Writes files that a command is to find, and makes the folders that they need. */
    static void write(List<BuildAction.NewFile> files) throws IOException {
        for (BuildAction.NewFile file : files) {
            Path path = Path.of(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, file.content());
        }
    }
}
