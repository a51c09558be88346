package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of stages as files. */
class StageLogFilesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream live = new ByteArrayOutputStream();

    @Test
    void bytesThatAreNoTextAndColoursPassUnchanged() throws Exception {
        byte[] line = {'a', (byte) 0xff, (byte) 0xfe, 0x1b, '[', '3', '1', 'm', 'r'};
        try (StageLogFiles logs = logs()) {
            logs.stageLine(0, AT, line);
        }

        byte[] file = Files.readAllBytes(folder.resolve("0-a.log"));
        assertThat(file).startsWith("2026-01-02T03:04:05.678Z ".getBytes(StandardCharsets.US_ASCII));
        assertThat(file).containsSubsequence(line).endsWith('\n');
        assertThat(live.toByteArray())
                .startsWith("[a] ".getBytes(StandardCharsets.US_ASCII))
                .containsSubsequence(line);
    }

    /** On this device every write fails as on a full disk. */
    @Test
    void aFullDiskCostsTheFilesLinesButNotTheBuild() throws Exception {
        StageLogFiles logs;
        StageLogFiles.Opener opener = file ->
                Files.newOutputStream(file.getFileName().toString().startsWith("0-") ? Path.of("/dev/full") : file);
        try (StageLogFiles opened = new StageLogFiles(graph(), folder, new PrintStream(live), opener)) {
            logs = opened;
            for (int i = 0; i < 1000; i++) {
                logs.stageLine(0, AT, ("line " + i).getBytes(StandardCharsets.UTF_8));
                logs.stageLine(1, AT, "other".getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(logs.incomplete()).containsExactly(0);
        assertThat(live.toString(StandardCharsets.UTF_8))
                .contains("[a] line 999\n")
                .containsOnlyOnce("can't be written any more")
                .contains("No space left on device");
        assertThat(Files.readAllLines(folder.resolve("1-b.log"))).hasSize(1000);
    }

    private StageLogFiles logs() throws Exception {
        return new StageLogFiles(graph(), folder, new PrintStream(live));
    }

    private static StageGraph graph() {
        byte[] file = "FROM x AS a\nFROM y AS b\nCOPY --from=a . .\n".getBytes(StandardCharsets.UTF_8);
        return GraphReader.read(
                        "Dockerfile", file, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
    }
}
