package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/** Takes what an engine run prints. */
interface RunOutput extends Serializable {

    /** How many bytes have been taken. */
    long consumed();

    void read(byte[] bytes, int offset, int length, Instant now, LogSink logs);

    /** It has ended and printed nothing more. */
    void end(int exitStatus, Instant now, LogSink logs);

    /** The first step that failed by itself; null where none has. */
    @CheckForNull
    StepFailure failure();

    /** The last lines of the client that belong to no step. */
    List<String> looseLines();
}
