package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.ProgressEvent;
import io.jenkins.plugins.multistagebuild.docker.ProgressReader;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Divides the progress of one engine run by stage: states, times and log lines. */
final class UnitProgress implements RunOutput {

    private static final long serialVersionUID = 1L;
    private static final int LOOSE_LINES = 20;
    /** How BuildKit's versions name the steps that load an image. */
    private static final List<String> LOADS = List.of("[internal] load metadata for ", "FROM ");

    private static final String CLIPPED = "[output clipped, log limit";

    private final StepFinder finder;
    private final Stages stages;
    private final String file;
    private final ProgressReader reader;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, String> others = new HashMap<>();
    private final Deque<String> loose = new ArrayDeque<>();

    @CheckForNull
    private StepFailure failure;

    @CheckForNull
    private String last;

    private long consumed;

    UnitProgress(StepFinder finder, Stages stages, String file, ProgressReader reader) {
        this.finder = finder;
        this.stages = stages;
        this.file = file;
        this.reader = reader;
    }

    /** Where a step belongs. */
    private record Place(StageRun stage, InstructionRun instruction, StepOutput output) implements Serializable {}

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public void read(byte[] bytes, int offset, int length, Instant now, LogSink logs) {
        reader.read(bytes, offset, length, now, event -> event(event, logs));
        consumed += length;
    }

    @Override
    public void end(int exitStatus, Instant now, LogSink logs) {
        reader.end(now, event -> event(event, logs));
        if (exitStatus != 0 && failure == null && finder.endsWithItsLastStep() && last != null) {
            // The classic builder does not say which step failed: it is the one that goes on.
            String reason = loose.isEmpty() ? "exit status " + exitStatus : loose.peekLast();
            failed(new ProgressEvent.Failed(last, now, reason, false), logs);
        }
        places.values().forEach(place -> place.output().end(now, lines(place, logs)));
    }

    @Override
    @CheckForNull
    public StepFailure failure() {
        return failure;
    }

    @Override
    public List<String> looseLines() {
        return List.copyOf(loose);
    }

    private void event(ProgressEvent event, LogSink logs) {
        if (event instanceof ProgressEvent.Named named) {
            named(named);
        } else if (event instanceof ProgressEvent.Started started) {
            started(started, logs);
        } else if (event instanceof ProgressEvent.Output output) {
            Place place = places.get(output.step());
            if (place != null) {
                place.output().add(output.bytes(), output.at(), lines(place, logs));
            }
        } else if (event instanceof ProgressEvent.Finished finished) {
            finished(finished, logs);
        } else if (event instanceof ProgressEvent.Failed failed) {
            failed(failed, logs);
        } else if (event instanceof ProgressEvent.Loose line) {
            loose(line.line());
        }
    }

    private void named(ProgressEvent.Named named) {
        StepFinder.Found found = finder.find(named.name());
        if (found == null) {
            others.put(named.step(), named.name());
        } else {
            places.put(named.step(), new Place(found.stage(), found.instruction(), new StepOutput()));
            last = named.step();
        }
    }

    private void started(ProgressEvent.Started started, LogSink logs) {
        Place place = places.get(started.step());
        if (place == null || place.instruction().ended()) {
            return;
        }
        boolean first = place.instruction().startedAt() == null;
        place.instruction().start(started.at());
        if (place.stage().state() == StageState.WAITING
                && place.instruction() != place.stage().from()) {
            place.stage().state(StageState.RUNNING);
        }
        if (first) {
            log(place, started.at(), head(place.instruction()), logs);
            tellSharers(place, started.at(), logs);
        }
    }

    private String head(InstructionRun instruction) {
        return file + ":" + instruction.line() + ": " + instruction.text();
    }

    /** What the engine runs once for several stages stands in the log of one; those of the others say where. */
    private void tellSharers(Place place, Instant at, LogSink logs) {
        if (place.instruction() == place.stage().from()) {
            return;
        }
        for (StepFinder.Found other : stages.equalSteps().of(place.instruction())) {
            if (finder.merges(other.stage()) && other.instruction().state() == InstructionState.WAITING) {
                String here = place.stage().stage().displayName();
                String there = other.stage().stage().displayName();
                log(place, at, "shared with " + there, logs);
                line(other.stage(), at, head(other.instruction()), logs);
                line(other.stage(), at, "shared with " + here + ", whose log has what it prints", logs);
            }
        }
    }

    private void finished(ProgressEvent.Finished finished, LogSink logs) {
        Place place = places.get(finished.step());
        if (place == null
                || place.instruction().endedAt() != null && place.instruction().ended()) {
            return;
        }
        place.output().end(finished.at(), lines(place, logs));
        boolean cached = finished.cached() || isLocalImage(place, finished);
        place.instruction().end(finished.at(), cached ? InstructionState.CACHED : InstructionState.BUILT);
        log(place, finished.at(), cached ? "cached" : "done in " + took(place.instruction()), logs);
    }

    /** BuildKit does not call a base image cached that is on the engine already; but nothing was done for it. */
    private static boolean isLocalImage(Place place, ProgressEvent.Finished finished) {
        Instant start = place.instruction().startedAt();
        return place.instruction() == place.stage().from()
                && start != null
                && Duration.between(start, finished.at()).toMillis() == 0;
    }

    private void failed(ProgressEvent.Failed failed, LogSink logs) {
        Place place = places.get(failed.step());
        if (failed.cancelled()) {
            if (place != null) {
                place.output().end(failed.at(), lines(place, logs));
                place.instruction().end(failed.at(), InstructionState.ABORTED);
                log(place, failed.at(), "aborted", logs);
            }
            return;
        }
        if (place != null) {
            place.output().end(failed.at(), lines(place, logs));
        }
        StepFailure found = place == null
                ? ofTheEngine(failed)
                : new StepFailure(place.stage(), place.instruction(), failed.message());
        StageRun stage = found.stage();
        InstructionRun instruction = found.instruction();
        if (stage != null && instruction != null) {
            instruction.end(failed.at(), InstructionState.FAILED);
            stage.state(StageState.FAILED);
            line(stage, failed.at(), found.reason(), logs);
        }
        if (failure == null) {
            failure = found;
        }
    }

    /** A failure of a step of the engine's own: loading an image is for the stage that needs it. */
    private StepFailure ofTheEngine(ProgressEvent.Failed failed) {
        String name = others.getOrDefault(failed.step(), "");
        String image = LOADS.stream()
                .filter(name::startsWith)
                .map(load -> name.substring(load.length()))
                .findFirst()
                .orElse(null);
        if (image == null) {
            return new StepFailure(null, null, failed.message());
        }
        StageRun stage = stages.needing(image);
        InstructionRun instruction = stage == null ? null : Stages.needing(stage, image);
        return new StepFailure(stage, instruction, "the image can't be loaded: " + failed.message());
    }

    private void loose(String line) {
        if (loose.size() == LOOSE_LINES) {
            loose.removeFirst();
        }
        loose.addLast(line.length() > 1_000 ? line.substring(0, 1_000) + "…" : line);
    }

    private StepOutput.Lines lines(Place place, LogSink logs) {
        return (at, bytes) -> {
            String text = new String(bytes, 0, Math.min(bytes.length, 4_000), StandardCharsets.UTF_8);
            if (text.startsWith(CLIPPED)) {
                place.stage().clipped();
            }
            place.stage().remember(text);
            logs.stageLine(place.stage().stage().index(), at, bytes);
        };
    }

    private static void log(Place place, Instant at, String text, LogSink logs) {
        line(place.stage(), at, text, logs);
    }

    private static void line(StageRun stage, Instant at, String text, LogSink logs) {
        logs.stageLine(stage.stage().index(), at, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String took(InstructionRun instruction) {
        long millis =
                Duration.between(instruction.startedAt(), instruction.endedAt()).toMillis();
        return Math.max(0, millis) / 1000 + "." + Math.max(0, millis) % 1000 / 100 + " s";
    }
}
