package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;

/** The output of a hand-over, of which nothing is told but how it ended. */
final class SilentOutput implements RunOutput {

    private static final long serialVersionUID = 1L;

    private long consumed;

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public void read(byte[] bytes, int offset, int length, Instant now, LogSink logs) {
        consumed += length;
    }

    @Override
    public void end(int exitStatus, Instant now, LogSink logs) {
        // Nothing is left over.
    }

    @Override
    @CheckForNull
    public StepFailure failure() {
        return null;
    }

    @Override
    public List<String> looseLines() {
        return List.of();
    }
}
