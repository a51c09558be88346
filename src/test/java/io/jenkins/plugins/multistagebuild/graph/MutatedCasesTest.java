package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Breaks the golden cases at random places, the same on every run, and reads what comes out. */
class MutatedCasesTest {

    private static final int ROUNDS = 30_000;
    private static final List<String> PIECES = List.of(
            "\n",
            " ",
            "\\",
            "\\\n",
            "\"",
            "'",
            "$",
            "${",
            "}",
            "#",
            "<<E",
            "`",
            "=",
            ",",
            "[",
            "]",
            "--",
            "FROM ",
            " AS ",
            "COPY --from=",
            "ONBUILD ",
            "\u0000",
            "\u00a0",
            "\uFEFF",
            "\r",
            "\t",
            "${A:-",
            "%%*",
            "0",
            "scratch");

    @Test
    @Timeout(120)
    void noBrokenCaseIsTooBroken() throws IOException {
        List<byte[]> seeds = seeds();
        Random random = new Random(20_240_607);
        int graphs = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = seeds.get(random.nextInt(seeds.size()));
            for (int change = random.nextInt(3); change >= 0; change--) {
                text = change(text, seeds, random);
            }
            Reading reading = GraphReader.read("Dockerfile", text, GraphOptions.none());
            ReadingInvariants.check(text, reading);
            graphs += reading.graph() == null ? 0 : 1;
        }

        assertThat(graphs).as("both outcomes are met").isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
    }

    @Test
    @Timeout(300)
    void hostileFilesTakeNoLongerThanTheirLengthAllows() {
        for (String text : List.of(
                "FROM a\nRUN " + "\\\n".repeat(200_000),
                "FROM ${A:-" + "${A:-".repeat(13_000),
                "ARG A=" + "x".repeat(60_000) + "\nFROM ${A//" + "*x".repeat(2_000) + "y/z}",
                "ARG A=" + "ab".repeat(30_000) + "\nFROM ${A//?????b/c}",
                "FROM a\n" + "ONBUILD ".repeat(8_000) + "RUN x",
                "FROM a\nCMD " + "[".repeat(60_000),
                "FROM a\nCMD [" + "{\"a\":".repeat(10_000),
                "FROM a\nRUN " + "<<E ".repeat(16_000),
                "FROM a\nENV " + "a".repeat(65_000) + "=b c",
                "FROM a AS s\n" + "FROM s AS s\nENV A=$A$A\n".repeat(5_000),
                "FROM a\n" + "COPY --from=abcdefghij /a /b\n".repeat(20_000),
                "FROM a AS s0\n" + numbered("FROM s%d AS s%d\nENV A%d=x\n", 9_000),
                numbered("FROM $U%d AS s%d\nCOPY --from=t%d / /\n", 9_000))) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            ReadingInvariants.check(bytes, GraphReader.read("Dockerfile", bytes, GraphOptions.none()));
            assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)
                    .as("nanoseconds of the processor for " + text.substring(0, 60))
                    .isLessThan(5_000_000_000L);
        }
    }

    private static String numbered(String lines, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(String.format(lines, i, i + 1, i));
        }
        return text.toString();
    }

    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path path : GoldenCases.all()) {
            seeds.add(Files.readAllBytes(path.resolve("Dockerfile")));
        }
        return seeds;
    }

    private static byte[] change(byte[] text, List<byte[]> seeds, Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = random.nextInt(text.length + 1);
        int gone = random.nextInt(3) == 0 ? Math.min(random.nextInt(12), text.length - at) : 0;
        out.write(text, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> out.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            case 1 -> out.write(random.nextInt(256));
            case 2 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length + 1);
                out.write(other, from, Math.min(random.nextInt(60), other.length - from));
            }
            default -> out.write(text, 0, Math.min(at, random.nextInt(40)));
        }
        out.write(text, at + gone, text.length - at - gone);
        return out.toByteArray();
    }
}
