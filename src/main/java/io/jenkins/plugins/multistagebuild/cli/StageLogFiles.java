package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.LogLine;
import io.jenkins.plugins.multistagebuild.build.LogSink;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes each stage's lines into a file of its own, with the time before each, and the same lines live with the stage's name
 * before each.
 */
final class StageLogFiles implements LogSink, AutoCloseable {

    private final StageGraph graph;
    private final Path folder;
    private final PrintStream live;
    private final Map<Integer, OutputStream> files = new HashMap<>();
    private final Set<Integer> incomplete = new TreeSet<>();

    /** Opens a file to write to. */
    interface Opener {
        OutputStream open(Path file) throws IOException;
    }

    /**
     * Logs in a folder, which is made.
     *
     * @param live where lines go as they come
     */
    StageLogFiles(StageGraph graph, Path folder, PrintStream live) throws IOException {
        this(graph, folder, live, Files::newOutputStream);
    }

    StageLogFiles(StageGraph graph, Path folder, PrintStream live, Opener opener) throws IOException {
        this.graph = graph;
        this.folder = Files.createDirectories(folder);
        this.live = live;
        for (Stage stage : graph.stages()) {
            Path file = file(stage);
            Files.deleteIfExists(file);
            if (stage.needed()) {
                files.put(stage.index(), new BufferedOutputStream(opener.open(file)));
            }
        }
    }

    /** A file that can't be written any more costs its lines, not the build. */
    @Override
    public void stageLine(int stage, Instant at, byte[] line) {
        live(graph.stage(stage).displayName(), line);
        if (incomplete.contains(stage)) {
            return;
        }
        try {
            OutputStream file = files.get(stage);
            file.write(LogLine.of(at, line));
            file.write('\n');
        } catch (IOException e) {
            lost(stage, e);
        }
    }

    private void lost(int stage, IOException why) {
        if (incomplete.add(stage)) {
            say(file(graph.stage(stage)) + " can't be written any more: " + why.getMessage()
                    + "; its further lines stand here only");
        }
    }

    /** Indices of the stages whose files lack lines. */
    Set<Integer> incomplete() {
        return Collections.unmodifiableSet(incomplete);
    }

    @Override
    public void flush() {
        files.forEach((stage, file) -> {
            try {
                file.flush();
            } catch (IOException e) {
                lost(stage, e);
            }
        });
    }

    @Override
    public void say(String line) {
        live.println(line);
    }

    /** One write for a line, so that lines never mix. */
    private void live(String name, byte[] line) {
        byte[] prefix = ("[" + name + "] ").getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[prefix.length + line.length + 1];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        System.arraycopy(line, 0, whole, prefix.length, line.length);
        whole[whole.length - 1] = '\n';
        live.write(whole, 0, whole.length);
        live.flush();
    }

    private Path file(Stage stage) {
        return folder.resolve(stage.fileName() + ".log");
    }

    @Override
    public void close() {
        files.forEach((stage, file) -> {
            try {
                file.close();
            } catch (IOException e) {
                lost(stage, e);
            }
        });
    }
}
