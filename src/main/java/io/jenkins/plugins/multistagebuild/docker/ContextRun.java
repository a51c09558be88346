package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/**
 * An engine run whose client reads some of the context from us. Where something about that context is better left to docker's
 * client, it packs all of it by itself.
 *
 * <p>Needs nothing but the JDK and a few classes beside it, see {@link ContextProgram}.
 */
public final class ContextRun {

    private static final int BUFFER = 64 * 1024;

    private final DockerCommand command;

    @CheckForNull
    private final PartialContext context;

    private ContextRun(DockerCommand command, @CheckForNull PartialContext context) {
        this.command = command;
        this.context = context;
    }

    /**
     * Looks at the context.
     *
     * @param some the engine run with some of it
     * @param all the command where the client is to read it by itself
     */
    public static ContextRun of(ContextCommand some, DockerCommand all) {
        try {
            Optional<PartialContext> context = PartialContext.of(some);
            if (context.isPresent()) {
                return new ContextRun(some.with(context.get().dockerfile()), context.get());
            }
        } catch (IOException | InvalidPathException e) {
            // The client tells what is wrong with the context, as it would without us.
            return new ContextRun(all, null);
        }
        return new ContextRun(all, null);
    }

    /** What is to be started. */
    public DockerCommand command() {
        return command;
    }

    /**
     * Gives the client what it reads, and returns when that is done.
     *
     * @param process the command, started
     * @return why the context could not be read, in which case the client has been ended; null where it could
     */
    @CheckForNull
    public String feed(Process process) {
        // Who ends early, or is told to, tells why by itself.
        Gate gate = new Gate(process.getOutputStream());
        try (OutputStream out = new BufferedOutputStream(gate, BUFFER)) {
            if (context != null) {
                context.writeTo(out);
            }
        } catch (IOException e) {
            if (!gate.isShut) {
                LocalProcess.kill(process);
                return "the build context can't be read: " + e.getMessage();
            }
        }
        return null;
    }

    /** Tells an error of who reads from one of what is read. */
    private static final class Gate extends OutputStream {

        private final OutputStream to;
        private boolean isShut;

        Gate(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] chunk, int offset, int length) throws IOException {
            try {
                to.write(chunk, offset, length);
            } catch (IOException e) {
                isShut = true;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            try {
                to.close();
            } catch (IOException e) {
                isShut = true;
                throw e;
            }
        }
    }
}
