package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepOutputTest {

    private static final Instant NOW = Instant.EPOCH;

    private final StepOutput output = new StepOutput();
    private final List<String> lines = new ArrayList<>();

    @Test
    void linesAreJoinedOverChunksAndTheLastNeedsNoLineFeed() {
        add("one\ntw");
        add("o\n\nthree");
        output.end(NOW, this::line);

        assertThat(lines).containsExactly("one", "two", "", "three");
    }

    @Test
    void aProgressBarLeavesItsLastState() {
        add("10%\r20%\r");
        add("30%\n");
        add("kept\r\nalso\r");
        add("\n");

        assertThat(lines).containsExactly("30%", "kept", "also");
    }

    @Test
    void bytesThatAreNoTextSurvive() {
        add("caf\u00e9\u0000\u00ff\n");

        assertThat(lines).containsExactly("caf\u00e9\u0000\u00ff");
    }

    @Test
    void anEndlessLineComesInPiecesWithNothingLost() {
        add("x".repeat(200_000));
        output.end(NOW, this::line);

        assertThat(lines).hasSize(4);
        assertThat(String.join("", lines)).isEqualTo("x".repeat(200_000));
    }

    private void add(String text) {
        output.add(text.getBytes(StandardCharsets.ISO_8859_1), NOW, this::line);
    }

    private void line(Instant at, byte[] line) {
        lines.add(new String(line, StandardCharsets.ISO_8859_1));
    }
}
