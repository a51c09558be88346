package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;

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
}
