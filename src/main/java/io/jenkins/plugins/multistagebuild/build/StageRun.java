package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.Base;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageInstruction;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A stage while it is built. */
final class StageRun implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int LAST_LINES = 20;
    private static final int LONGEST_LINE = 1_000;

    private final Stage stage;
    private final List<InstructionRun> instructions = new ArrayList<>();
    private final List<InstructionRun> steps;
    private final StepNumbers numbers;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private StageState state;
    private boolean logClipped;

    StageRun(Stage stage) {
        this.stage = stage;
        this.state = stage.needed() ? StageState.WAITING : StageState.SKIPPED;
        boolean fromImage = stage.base().kind() == Base.Kind.IMAGE;
        instructions.add(new InstructionRun(stage.line(), "FROM " + stage.base().ref(), "", fromImage));
        Stream.concat(stage.inherited().stream(), stage.instructions().stream())
                .map(StageRun::instruction)
                .forEach(instructions::add);
        steps = new ArrayList<>(
                instructions.stream().filter(InstructionRun::isStep).toList());
        numbers = new StepNumbers(steps);
    }

    private static InstructionRun instruction(StageInstruction instruction) {
        return new InstructionRun(instruction.line(), instruction.text(), instruction.rest(), instruction.step());
    }

    Stage stage() {
        return stage;
    }

    StageState state() {
        return state;
    }

    void state(StageState other) {
        state = other;
    }

    List<InstructionRun> instructions() {
        return instructions;
    }

    /** The stage's {@code FROM}. */
    InstructionRun from() {
        return instructions.get(0);
    }

    /** How many steps the engine has for it, as far as the file tells; ONBUILD triggers of an image come on top. */
    int knownSteps() {
        return steps.size();
    }

    /**
     * The instruction of a step. Steps beyond those of the file are ONBUILD triggers of the base image, which run
     * directly after {@code FROM} and are counted as part of it.
     */
    InstructionRun instruction(StepName name) {
        int triggers = Math.max(0, name.total() - steps.size());
        int first = from().isStep() ? 1 : 0;
        int index = name.number() - 1;
        InstructionRun found = index < first + triggers ? null : numbers.find(name, index - triggers);
        return found == null ? from() : found;
    }

    /** It is to be built again: what has not passed is forgotten. */
    void again() {
        state = StageState.WAITING;
        instructions.forEach(InstructionRun::again);
    }

    /** It is built on another host: all is forgotten. */
    void reset() {
        state = StageState.WAITING;
        instructions.forEach(InstructionRun::reset);
    }

    /** It took too long: what it does now counts as failed. */
    void tooLong(Instant now) {
        state = StageState.FAILED;
        instructions.stream()
                .filter(each -> each.state() == InstructionState.RUNNING)
                .forEach(each -> each.end(now, InstructionState.FAILED));
    }

    /** Whether every step has passed, or one after it. */
    boolean isComplete() {
        return !steps.isEmpty() && isPassed(steps.get(steps.size() - 1).state());
    }

    private static boolean isPassed(InstructionState state) {
        return state == InstructionState.BUILT || state == InstructionState.CACHED;
    }

    void remember(String line) {
        if (lastLines.size() == LAST_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line);
    }

    List<String> lastLines() {
        return List.copyOf(lastLines);
    }

    void clipped() {
        logClipped = true;
    }

    /** When the first of its steps besides {@code FROM} began, else {@code FROM}; null where none has. */
    @CheckForNull
    Instant startedAt() {
        return instructions.stream()
                .skip(1)
                .map(InstructionRun::startedAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(from().startedAt());
    }

    /** When the last of its steps ended; null where none has. */
    @CheckForNull
    Instant endedAt() {
        return instructions.stream()
                .map(InstructionRun::endedAt)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** How long at least one of its steps besides {@code FROM} ran, else {@code FROM}: a stage may wait between two steps. */
    private long busyMillis(Instant now) {
        List<InstructionRun> timed = instructions.stream()
                .skip(1)
                .filter(step -> step.startedAt() != null)
                .sorted(Comparator.comparing(InstructionRun::startedAt))
                .toList();
        long busy = 0;
        Instant until = Instant.MIN;
        for (InstructionRun step : timed.isEmpty() ? List.of(from()) : timed) {
            Instant began = Objects.requireNonNull(step.startedAt(), "only what has begun is counted");
            Instant ended = step.endedAt();
            Instant begin = began.isAfter(until) ? began : until;
            Instant end = ended != null ? ended : now;
            if (end.isAfter(begin)) {
                busy += Duration.between(begin, end).toMillis();
                until = end;
            }
        }
        return busy;
    }

    /** Its state; one whose steps have all passed has ended, though that is settled with its engine run only. */
    private StageState shown() {
        if (state != StageState.RUNNING || !isComplete()) {
            return state;
        }
        return steps.stream().anyMatch(step -> step.state() == InstructionState.BUILT)
                ? StageState.BUILT
                : StageState.CACHED;
    }

    /** What became of it, with the time that it waited since {@code ready}. */
    StageOutcome outcome(@CheckForNull String host, Instant ready, EqualSteps equals, Instant now) {
        Instant start = startedAt();
        Instant end = state == StageState.RUNNING ? now : endedAt();
        boolean ran = start != null && end != null;
        return new StageOutcome(
                stage.index(),
                shown(),
                ran ? host : null,
                ran ? Math.max(0, Duration.between(ready, start).toMillis()) : 0,
                start,
                ran ? busyMillis(now) : 0,
                state == StageState.SKIPPED
                        ? List.of()
                        : instructions.stream()
                                .map(run -> run.outcome(equals.sharedWith(this, run), now))
                                .toList(),
                logClipped);
    }
}
