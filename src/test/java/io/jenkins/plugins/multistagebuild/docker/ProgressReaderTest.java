package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressReaderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({"buildx-0.13.rawjson", "buildx-0.13.plain", "docker-20.10.plain"})
    void tellsTheNamedStepsOfARecordedBuild(String recording) throws IOException {
        Map<String, StringBuilder> output = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> ends = new LinkedHashMap<>();
        for (ProgressEvent event : read(recording, Integer.MAX_VALUE)) {
            if (event instanceof ProgressEvent.Named named) {
                names.put(named.step(), named.name());
            } else if (event instanceof ProgressEvent.Output text) {
                output.computeIfAbsent(names.get(text.step()), name -> new StringBuilder())
                        .append(new String(text.bytes(), StandardCharsets.ISO_8859_1));
            } else if (event instanceof ProgressEvent.Finished finished) {
                ends.put(names.get(finished.step()), finished.cached() ? "cached" : "done");
            }
        }

        assertThat(ends)
                .containsEntry("[base 2/2] RUN echo base", "done")
                .containsEntry("[a 1/2] WORKDIR /w", "done")
                .containsEntry("[b 1/1] RUN echo b && sleep 0.5", "done")
                .containsEntry("[stage-4 3/5] COPY --from=a /w /w", "done");
        assertThat(output.get("[base 2/2] RUN echo base")).hasToString("base\n");
        String mixed = output.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("[a 2/2]"))
                .map(entry -> entry.getValue().toString())
                .findFirst()
                .orElseThrow();
        assertThat(mixed).contains("a\n").contains("err\n").contains("p1\rp2").contains("caf\u00e9 no newline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildx-0.13.rawjson", "buildx-0.13.plain", "docker-20.10.plain"})
    void tellsTheSameWhateverTheSizeOfTheChunks(String recording) throws IOException {
        List<String> whole = texts(read(recording, Integer.MAX_VALUE));

        assertThat(whole).hasSizeGreaterThan(20);
        for (int size : new int[] {1, 2, 3, 7, 64, 1000}) {
            assertThat(texts(read(recording, size))).as("chunks of %d", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"buildx-0.13.rawjson", "docker-20.10.plain"})
    void goesOnAfterBeingSavedAtAnyPlace(String recording) throws Exception {
        byte[] bytes = recorded(recording);
        List<String> whole = texts(read(recording, Integer.MAX_VALUE));
        for (int cut = 0; cut < bytes.length; cut += 97) {
            List<ProgressEvent> events = new ArrayList<>();
            ProgressReader before = reader(recording);
            before.read(bytes, 0, cut, NOW, events::add);
            ProgressReader after = saved(before);
            after.read(bytes, cut, bytes.length - cut, NOW, events::add);
            after.end(NOW, events::add);
            assertThat(texts(events)).as("saved at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void whatAStepPrintsIsNeverTakenForProgress() {
        List<ProgressEvent> events = read(
                PlainProgress::new,
                """
                #1 [a 1/2] RUN evil
                #1 0.100 #2 [b 1/1] RUN nothing
                #1 0.100 #1 DONE 0.0s
                #1 0.200 #1 ERROR: no
                #1 DONE 0.3s
                """);

        assertThat(events.stream().filter(ProgressEvent.Named.class::isInstance))
                .hasSize(1);
        assertThat(events.stream().filter(ProgressEvent.Failed.class::isInstance))
                .isEmpty();
        assertThat(events.stream().filter(ProgressEvent.Output.class::isInstance))
                .hasSize(3);
    }

    @Test
    void theEndOfAStepIsToldThatStandsBehindItsLastLine() {
        List<ProgressEvent> events = read(
                PlainProgress::new,
                """
                #1 [a 1/2] RUN printf abc
                #1 1.643 abc#1 DONE 2.7s

                #2 [a 2/2] RUN echo
                #2 0.100 not yet#2 DONE 0.1s
                #2 0.200 of another#1 DONE 0.1s
                #2 0.300 the end#2 DONE 0.5s
                """);

        assertThat(events.stream()
                        .filter(ProgressEvent.Output.class::isInstance)
                        .map(event -> new String(((ProgressEvent.Output) event).bytes(), StandardCharsets.UTF_8)))
                .containsExactly("abc\n", "not yet#2 DONE 0.1s\n", "of another#1 DONE 0.1s\n", "the end\n");
        assertThat(events)
                .containsSubsequence(
                        new ProgressEvent.Started("1", NOW.minusMillis(2_700)),
                        new ProgressEvent.Finished("1", NOW, false),
                        new ProgressEvent.Finished("2", NOW, false));
    }

    @Test
    void tellsFailuresAndCancellationsApart() {
        List<ProgressEvent> events = read(
                PlainProgress::new,
                """
                #1 [a 1/1] RUN exit 3
                #2 [b 1/1] RUN sleep 9
                #1 ERROR: executor failed running [/bin/sh -c exit 3]: exit code: 3
                #2 CANCELED
                """);

        assertThat(events)
                .contains(new ProgressEvent.Failed(
                        "1", NOW, "executor failed running [/bin/sh -c exit 3]: exit code: 3", false))
                .contains(new ProgressEvent.Failed("2", NOW, "canceled", true));
    }

    @Test
    void textAmongTheJsonIsKept() {
        List<ProgressEvent> events = read(RawJsonProgress::new, "ERROR: no builder {x}\n{\"vertexes\":[]}\nlast words");

        assertThat(events)
                .containsExactly(
                        new ProgressEvent.Loose(NOW, "ERROR: no builder {x}"),
                        new ProgressEvent.Loose(NOW, "last words"));
    }

    @Test
    void anEndlessLineOrObjectTakesBoundedMemoryAndIsTold() {
        for (Supplier<ProgressReader> make :
                List.<Supplier<ProgressReader>>of(PlainProgress::new, RawJsonProgress::new)) {
            ProgressReader reader = make.get();
            List<ProgressEvent> events = new ArrayList<>();
            byte[] start = "{\"a\":\"".getBytes(StandardCharsets.US_ASCII);
            byte[] chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            reader.read(start, 0, start.length, NOW, events::add);
            for (int i = 0; i < 64; i++) {
                reader.read(chunk, 0, chunk.length, NOW, events::add);
            }
            byte[] end = "\"}\n".getBytes(StandardCharsets.US_ASCII);
            reader.read(end, 0, end.length, NOW, events::add);

            assertThat(events).hasSize(1);
            assertThat(((ProgressEvent.Loose) events.get(0)).line()).hasSizeLessThan(ProgressReader.LIMIT + 100);
        }
    }

    private static List<ProgressEvent> read(Supplier<ProgressReader> make, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<ProgressEvent> events = new ArrayList<>();
        ProgressReader reader = make.get();
        reader.read(bytes, 0, bytes.length, NOW, events::add);
        reader.end(NOW, events::add);
        return events;
    }

    private static List<ProgressEvent> read(String recording, int size) throws IOException {
        byte[] bytes = recorded(recording);
        List<ProgressEvent> events = new ArrayList<>();
        ProgressReader reader = reader(recording);
        for (int i = 0; i < bytes.length; i += Math.min(size, bytes.length - i)) {
            reader.read(bytes, i, Math.min(size, bytes.length - i), NOW, events::add);
        }
        reader.end(NOW, events::add);
        return events;
    }

    private static ProgressReader reader(String recording) {
        return recording.endsWith("json") ? new RawJsonProgress() : new PlainProgress();
    }

    /** Events as texts, since records with arrays are not equal by content. */
    private static List<String> texts(List<ProgressEvent> events) {
        return events.stream()
                .map(event -> event instanceof ProgressEvent.Output output
                        ? output.step() + " " + output.at() + " "
                                + new String(output.bytes(), StandardCharsets.ISO_8859_1)
                        : event.toString())
                .toList();
    }

    private static ProgressReader saved(ProgressReader reader) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(reader);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ProgressReader) in.readObject();
        }
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream in = ProgressReaderTest.class.getResourceAsStream("progress/" + name)) {
            return in.readAllBytes();
        }
    }
}
