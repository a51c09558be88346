package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Everything that is told of a run: one immutable value, whose components are the fields of {@code report.json} (see
 * docs/design.md, Contracts). Times are ISO-8601 texts in UTC, durations milliseconds, sizes bytes.
 *
 * @param schemaVersion version of this form
 * @param dockerfile the Dockerfile as the user named it
 * @param target index of the stage that is the final image
 * @param result {@code success}, {@code failure} or {@code aborted}
 * @param startedAt when the run began
 * @param wallMillis how long it took
 * @param sequentialMillis how long its instructions would have taken one after the other
 * @param image the final image; null where there is none
 * @param stages all stages, in the order of the file
 * @param criticalPath indices of the stages that decided how long it took
 * @param lint what should be written otherwise in the Dockerfile, by line
 * @param transfers what travelled between hosts
 * @param engines the engines that took part
 * @param failure why it did not succeed; null where it did
 * @param cache how much of it came from the cache; follows from the stages, so a value that is given is passed over
 * @param saving what the stages on the way keep out of the image; follows likewise; null where no stage's size is known
 * @param cut what was left out to keep the report in bounds, in words
 * @param comparison how it differs from an earlier report; null where it was compared with none
 * @param gates the gates that were set for it, and whether it passed them
 * @param waste what of the image is wasted; null where nobody asked
 * @param notes what happened to hosts, in words: which were left out or lost, and where their work went
 */
public record BuildReport(
        int schemaVersion,
        String dockerfile,
        int target,
        String result,
        String startedAt,
        long wallMillis,
        long sequentialMillis,
        @CheckForNull ImageReport image,
        List<StageReport> stages,
        List<Integer> criticalPath,
        List<LintReport> lint,
        List<TransferReport> transfers,
        List<EngineReport> engines,
        @CheckForNull FailureReport failure,
        CacheReport cache,
        @CheckForNull SavingReport saving,
        List<String> cut,
        @CheckForNull Comparison comparison,
        List<GateReport> gates,
        @CheckForNull WasteReport waste,
        List<String> notes) {

    /** The version that this program writes. */
    public static final int SCHEMA_VERSION = 1;

    @SuppressFBWarnings(
            value = "IP_PARAMETER_IS_DEAD_BUT_OVERWRITTEN",
            justification = "a report in a file has what follows from other components too; it is made anew")
    public BuildReport {
        stages = copy(stages);
        criticalPath = copy(criticalPath);
        lint = copy(lint);
        transfers = copy(transfers);
        engines = copy(engines);
        cache = CacheReport.of(stages);
        saving = SavingReport.of(target, stages, image);
        cut = copy(cut);
        gates = copy(gates);
        notes = copy(notes);
    }

    /**
     * The report of a run that has ended.
     *
     * @throws IllegalArgumentException if it has not ended
     */
    public static BuildReport of(StageGraph graph, Outcome outcome) {
        return ReportMaker.report(graph, outcome);
    }

    /** The same, compared with an earlier one. */
    public BuildReport comparedWith(BuildReport earlier) {
        return with(ComparisonMaker.compare(earlier, this), gates);
    }

    /** The same, with what became of gates. */
    public BuildReport withGates(List<GateReport> results) {
        return with(comparison, results);
    }

    private BuildReport with(@CheckForNull Comparison other, List<GateReport> results) {
        return new BuildReport(
                schemaVersion,
                dockerfile,
                target,
                result,
                startedAt,
                wallMillis,
                sequentialMillis,
                image,
                stages,
                criticalPath,
                lint,
                transfers,
                engines,
                failure,
                cache,
                saving,
                cut,
                other,
                results,
                waste,
                notes);
    }

    /** The stage at an index. */
    public StageReport stage(int index) {
        return stages.get(index);
    }

    /** A list that may be missing in a file, as one that can't change. */
    static <T> List<T> copy(@CheckForNull List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /**
     * The final image.
     *
     * @param id {@code sha256:…}
     * @param tags the references that were set
     * @param digest digest of the manifest where the image was pushed, to the first of its references; null else
     * @param sizeBytes its size
     * @param base reference of the image below the lowest stage; null where that is {@code scratch}
     * @param layers its layers, the lowest first
     * @param pushes where it was pushed to
     * @param layerCount how many layers it has; more than {@code layers} tells where its history does not tell of them
     */
    public record ImageReport(
            String id,
            List<String> tags,
            @CheckForNull String digest,
            long sizeBytes,
            @CheckForNull String base,
            List<LayerReport> layers,
            List<PushReport> pushes,
            @CheckForNull Integer layerCount) {

        public ImageReport {
            tags = copy(tags);
            layers = copy(layers);
            pushes = copy(pushes);
            if (layerCount == null || layerCount < layers.size()) {
                layerCount = layers.size();
            }
        }

        /** {@link #layerCount}, which is always there once the report is made. */
        int allLayers() {
            return Objects.requireNonNull(layerCount, "the constructor counts the layers");
        }

        /** Bytes of all layers; the same as {@link #sizeBytes} unless the engine counts packed data. */
        long layerBytes() {
            return layers.stream().mapToLong(LayerReport::sizeBytes).sum();
        }
    }

    /**
     * A layer of the final image.
     *
     * @param digest its diff id; null where the engine does not tell it
     * @param sizeBytes what it adds
     * @param instruction what made it
     * @param line line of the instruction; null where it is not one of the Dockerfile's
     * @param stage index of the instruction's stage; null likewise
     * @param fromBase whether it is part of the base image
     */
    public record LayerReport(
            @CheckForNull String digest,
            long sizeBytes,
            String instruction,
            @CheckForNull Integer line,
            @CheckForNull Integer stage,
            boolean fromBase) {}

    /**
     * A stage.
     *
     * @param index its index in the file
     * @param name its name; null where it has none
     * @param displayName its name, else {@code stage-3}
     * @param line line of its {@code FROM}
     * @param state {@code built}, {@code cached}, {@code skipped}, {@code failed} or {@code aborted}
     * @param reason why it was needed or not
     * @param dependencies indices of the stages that it needs
     * @param host where it was built; null where it was not
     * @param queuedMillis how long it waited when nothing that it needs was missing any more
     * @param startedAt when it began; null where it did not
     * @param wallMillis how long it took
     * @param slackMillis how much later it could have ended without making the run longer
     * @param instructions its instructions, {@code FROM} first; none for a skipped stage
     * @param log path of its log, relative to the report; null for a skipped stage
     * @param logClipped whether its log is cut
     * @param sizeBytes size of its file system; null where the engine does not tell it
     */
    public record StageReport(
            int index,
            @CheckForNull String name,
            String displayName,
            int line,
            String state,
            String reason,
            List<Integer> dependencies,
            @CheckForNull String host,
            long queuedMillis,
            @CheckForNull String startedAt,
            long wallMillis,
            long slackMillis,
            List<InstructionReport> instructions,
            @CheckForNull String log,
            boolean logClipped,
            @CheckForNull Long sizeBytes) {

        public StageReport {
            dependencies = copy(dependencies);
            instructions = copy(instructions);
        }
    }

    /**
     * An instruction.
     *
     * @param line its line
     * @param text the instruction on one line
     * @param state {@code built}, {@code cached}, {@code shared}, {@code failed} or {@code aborted}
     * @param startedAt when it began; null where it did not run
     * @param wallMillis how long it took
     * @param sizeBytes what it adds to the final image, 0 for one that only changes configuration; null where that is
     *     not known, and where its stage is not part of the image
     * @param sharedWith indices of the other stages for which it was run too, or of the one that ran it for this one
     */
    public record InstructionReport(
            int line,
            String text,
            String state,
            @CheckForNull String startedAt,
            long wallMillis,
            @CheckForNull Long sizeBytes,
            List<Integer> sharedWith) {

        private static final Set<String> STEPS = Set.of("RUN", "COPY", "ADD", "WORKDIR");

        public InstructionReport {
            sharedWith = copy(sharedWith);
        }

        /** Whether the engine executes it: it is none that only changes configuration, and no {@code FROM}. */
        boolean executes() {
            return STEPS.contains(keyword());
        }

        /** Whether it only changes configuration. */
        boolean configures() {
            return !executes() && !keyword().equals("FROM");
        }

        private String keyword() {
            int blank = text.indexOf(' ');
            return (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
        }
    }

    /**
     * Something in the Dockerfile that works but should be written otherwise.
     *
     * @param rule its id, for the engine's own rules the engine's, for example {@code StageNameCasing}
     * @param line first line of the place; 0 where it is the file as a whole
     * @param text what is the matter
     * @param link where the rule is explained; empty for rules of our own
     */
    public record LintReport(String rule, int line, String text, String link) {}

    /**
     * Something that travelled between hosts.
     *
     * @param fromHost where it came from
     * @param toHost where it went
     * @param stage index of the stage whose result it is
     * @param paths what of it travelled
     * @param bytes how much that was; null where it came through a registry and nobody told
     * @param wallMillis how long it took
     * @param sizeBytes how much it would have been if nothing of it had been there; null where {@code bytes} is, and in a report
     *     of an earlier version
     * @param through the registry that it came through; null where it came without one
     */
    public record TransferReport(
            String fromHost,
            String toHost,
            int stage,
            List<String> paths,
            @CheckForNull Long bytes,
            long wallMillis,
            @CheckForNull Long sizeBytes,
            @CheckForNull String through) {

        public TransferReport {
            paths = copy(paths);
        }
    }

    /**
     * An engine that took part.
     *
     * @param host name of its host
     * @param flavour {@code buildx}, {@code buildkit} or {@code classic}
     * @param clientVersion version of the docker client
     * @param serverVersion version of the engine; {@code none} where a builder did it all
     */
    public record EngineReport(String host, String flavour, String clientVersion, String serverVersion) {}

    /**
     * Why a run did not succeed.
     *
     * @param message what happened
     * @param stage index of the stage at fault; null where none is
     * @param line line of the instruction at fault; null where none is
     * @param exitStatus exit status of the command at fault; null where none is known
     * @param lastLines last lines of the stage's log
     */
    public record FailureReport(
            String message,
            @CheckForNull Integer stage,
            @CheckForNull Integer line,
            @CheckForNull Integer exitStatus,
            List<String> lastLines) {

        public FailureReport {
            lastLines = copy(lastLines);
        }
    }
}
