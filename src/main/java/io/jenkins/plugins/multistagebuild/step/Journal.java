package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What the controller keeps of a step while it runs: the logs, and how far they reach. */
final class Journal implements Closeable {

    private final StageLogs logs;
    private final Consumed consumed;

    private Journal(StageLogs logs, Consumed consumed) {
        this.logs = logs;
        this.consumed = consumed;
    }

    /** Opens the journal of a step; what an earlier session of the controller wrote stays. */
    static Journal open(Build build, Path folder, StepContext context, Mask mask)
            throws IOException, InterruptedException {
        return new Journal(
                StageLogs.open(build.graph(), folder.resolve("stages"), context, mask), Consumed.open(folder));
    }

    StageLogs logs() {
        return logs;
    }

    /** Tells a build what an engine run printed; what stands in the logs already is not written again. */
    void output(Build build, int unit, byte[] bytes) throws IOException {
        int known = (int) Math.max(0, Math.min(bytes.length, consumed.of(unit) - build.consumed(unit)));
        logs.mute(true);
        build.on(new BuildEvent.Output(unit, bytes, 0, known), Instant.now(), logs);
        logs.mute(false);
        build.on(new BuildEvent.Output(unit, bytes, known, bytes.length - known), Instant.now(), logs);
        logs.flush();
        consumed.put(unit, build.consumed(unit));
    }

    @Override
    public void close() {
        logs.close();
    }
}
