package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs short commands to their end: questions to a client or an engine, never a build. */
public interface CommandRunner {

    /** Most that a runner keeps of each output stream, in bytes. */
    int OUTPUT_LIMIT = 4 * 1024 * 1024;

    /**
     * Runs a command, bounded in time and output.
     *
     * @throws IOException if it can't be started, or took too long
     * @throws InterruptedException if the thread is interrupted meanwhile; the command is ended then
     */
    CommandResult run(DockerCommand command) throws IOException, InterruptedException;

    /**
     * Runs commands that do not need each other; a runner that can does it side by side.
     *
     * @return their results, in the order of the commands
     * @throws IOException if one can't be started, or took too long
     * @throws InterruptedException if the thread is interrupted meanwhile; the commands are ended then
     */
    default List<CommandResult> runAll(List<DockerCommand> commands) throws IOException, InterruptedException {
        List<CommandResult> results = new ArrayList<>();
        for (DockerCommand command : commands) {
            results.add(run(command));
        }
        return results;
    }
}
