package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.PlainTextConsoleOutputStream;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.multistagebuild.build.LogLine;
import io.jenkins.plugins.multistagebuild.build.LogSink;
import io.jenkins.plugins.multistagebuild.config.MultiStageBuildConfiguration;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Where the lines of stages go: into the step's log with the stage's name before them, and into a file for each stage,
 * through the same decorators as the step's log.
 */
final class StageLogs implements LogSink, Closeable {

    private static final byte[] CUT =
            "(this log is cut here: it is longer than logs of stages may be)".getBytes(StandardCharsets.UTF_8);

    private final StageGraph graph;
    private final Path folder;
    private final PrintStream console;
    private final FlowExecutionOwner owner;
    private final @CheckForNull TaskListenerDecorator decorator;
    /** The most that a stage's file takes. */
    private final long mostBytes = (long) MultiStageBuildConfiguration.get().getStageLogMegabytes() << 20;

    private final Map<Integer, StageFile> files = new HashMap<>();
    /** Whether lines that come are in the logs already. */
    private boolean muted;

    private StageLogs(StageGraph graph, Path folder, StepContext context, Mask mask)
            throws IOException, InterruptedException {
        this.graph = graph;
        this.folder = Files.createDirectories(folder);
        this.console = mask.log();
        this.owner = context.get(FlowExecution.class).getOwner();
        this.decorator = mask.decorator();
    }

    /** Opens the logs of a step; what an earlier session of the controller wrote stays. */
    static StageLogs open(StageGraph graph, Path folder, StepContext context, Mask mask)
            throws IOException, InterruptedException {
        return new StageLogs(graph, folder, context, mask);
    }

    /** Lets lines pass that stand in the logs already, or ends that. */
    void mute(boolean on) {
        muted = on;
    }

    @Override
    public void stageLine(int index, Instant at, byte[] line) {
        if (muted) {
            return;
        }
        Stage stage = graph.stage(index);
        print(console, "[" + stage.displayName() + "] ", line);
        try {
            file(index, stage.fileName() + ".log").line(LogLine.of(at, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void say(String line) {
        if (!muted) {
            print(console, "", line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Whole lines only: one write for each. */
    private static void print(PrintStream out, String prefix, byte[] line) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(line.length + prefix.length() + 1);
        whole.writeBytes(prefix.getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(line);
        whole.write('\n');
        byte[] bytes = whole.toByteArray();
        synchronized (out) {
            out.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void flush() {
        console.flush();
        files.values().forEach(file -> file.out.flush());
    }

    @Override
    public void close() {
        flush();
        files.values().forEach(file -> file.out.close());
        files.clear();
    }

    private StageFile file(int index, String name) throws IOException {
        StageFile file = files.get(index);
        if (file == null) {
            Path path = folder.resolve(name);
            OutputStream bytes = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            TaskListener plain =
                    new StreamTaskListener(new PlainTextConsoleOutputStream(bytes), StandardCharsets.UTF_8);
            PrintStream out =
                    TaskListenerDecorator.apply(plain, owner, decorator).getLogger();
            file = new StageFile(out, mostBytes, isCut(path) ? mostBytes + 1 : Files.size(path));
            files.put(index, file);
        }
        return file;
    }

    /** Indices of the stages whose files are cut. */
    static List<Integer> cut(StageGraph graph, Path folder) throws IOException {
        List<Integer> cut = new ArrayList<>();
        for (Stage stage : graph.stages()) {
            if (isCut(folder.resolve(stage.fileName() + ".log"))) {
                cut.add(stage.index());
            }
        }
        return cut;
    }

    private static boolean isCut(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < CUT.length + 1) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer end = ByteBuffer.allocate(CUT.length);
            channel.position(channel.size() - CUT.length - 1);
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // on to the end
            }
            return Arrays.equals(end.array(), CUT);
        }
    }

    private static final class StageFile {

        private final PrintStream out;
        private final long mostBytes;
        private long size;

        private StageFile(PrintStream out, long mostBytes, long size) {
            this.out = out;
            this.mostBytes = mostBytes;
            this.size = size;
        }

        private void line(byte[] line) {
            if (size <= mostBytes) {
                size += line.length + 1L;
                print(out, "", size > mostBytes ? CUT : line);
            }
        }
    }
}
