package io.jenkins.plugins.multistagebuild.docker;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * The progress of an engine whose clock is off, told by our clock.
 *
 * @param reader what reads it
 * @param aheadMillis how far the engine's clock is ahead of ours; negative where it is behind
 */
record ShiftedProgress(ProgressReader reader, long aheadMillis) implements ProgressReader {

    @Override
    public void read(byte[] chunk, int offset, int length, Instant now, Consumer<ProgressEvent> events) {
        reader.read(chunk, offset, length, now.plusMillis(aheadMillis), shifted(events));
    }

    @Override
    public void end(Instant now, Consumer<ProgressEvent> events) {
        reader.end(now.plusMillis(aheadMillis), shifted(events));
    }

    private Consumer<ProgressEvent> shifted(Consumer<ProgressEvent> events) {
        return event -> events.accept(shifted(event));
    }

    private ProgressEvent shifted(ProgressEvent event) {
        if (event instanceof ProgressEvent.Started each) {
            return new ProgressEvent.Started(each.step(), ours(each.at()));
        } else if (event instanceof ProgressEvent.Output each) {
            return new ProgressEvent.Output(each.step(), ours(each.at()), each.bytes());
        } else if (event instanceof ProgressEvent.Finished each) {
            return new ProgressEvent.Finished(each.step(), ours(each.at()), each.cached());
        } else if (event instanceof ProgressEvent.Failed each) {
            return new ProgressEvent.Failed(each.step(), ours(each.at()), each.message(), each.cancelled());
        } else if (event instanceof ProgressEvent.Loose each) {
            return new ProgressEvent.Loose(ours(each.at()), each.line());
        }
        return event;
    }

    private Instant ours(Instant theirs) {
        return theirs.minusMillis(aheadMillis);
    }
}
