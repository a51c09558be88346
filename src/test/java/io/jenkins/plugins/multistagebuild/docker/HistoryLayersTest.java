package io.jenkins.plugins.multistagebuild.docker;

import static io.jenkins.plugins.multistagebuild.docker.HistoryLayers.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HistoryLayersTest {

    @Test
    void configurationHasNoLayerEvenWhereARunAddsNothing() {
        assertThat(HistoryLayers.match(
                        List.of("imported", "RUN /bin/sh -c true # buildkit", "ENV A=1", "CMD [\"sh\"]"),
                        List.of(5L, 0L, 0L, 0L),
                        2))
                .containsExactly(0, 1, NONE, NONE);
    }

    @Test
    void aClassicWorkdirWithoutALayerIsFoundByTheNumbers() {
        List<String> texts = List.of("imported", "/bin/sh -c #(nop) WORKDIR /", "/bin/sh -c #(nop) COPY file:1 in /");
        assertThat(HistoryLayers.match(texts, List.of(5L, 0L, 7L), 2)).containsExactly(0, NONE, 1);
    }

    @Test
    void theRootAsWorkdirHasNoLayer() {
        List<String> texts = List.of("imported", "WORKDIR /", "WORKDIR /a", "RUN touch /x");
        assertThat(HistoryLayers.match(texts, List.of(5L, 0L, 0L, 0L), 3)).containsExactly(0, NONE, 1, 2);
    }

    @Test
    void whatIsCertainIsToldBelowAndAboveWhatIsNot() {
        List<String> texts = List.of("imported", "WORKDIR /a", "RUN true", "COPY a /a", "RUN touch /x", "CMD x");
        assertThat(HistoryLayers.match(texts, List.of(5L, 0L, 0L, 3L, 0L, 0L), 4))
                .as("one of the three that add nothing has no layer")
                .containsExactly(0, NONE, NONE, NONE, NONE, NONE);
        assertThat(HistoryLayers.match(texts, List.of(5L, 0L, 0L, 3L, 2L, 0L), 4))
                .containsExactly(0, NONE, NONE, 2, 3, NONE);
    }

    @Test
    void aSquashedBaseKeepsTheEntriesOfLayersThatItHasNoMore() {
        List<String> texts = List.of("ADD root", "RUN apt-get install", "", "COPY a /a", "RUN make");
        assertThat(HistoryLayers.match(texts, List.of(0L, 0L, 80L, 3L, 2L), 3)).containsExactly(NONE, NONE, 0, 1, 2);
    }

    @Test
    void nothingIsToldWhereTheNumbersDoNotComeOutEven() {
        assertThat(HistoryLayers.match(List.of("imported", "RUN a"), List.of(5L, 1L), 1))
                .isNull();
        assertThat(HistoryLayers.match(List.of("CMD x"), List.of(0L), 3)).isNull();
        assertThat(HistoryLayers.match(List.of(), List.of(), 2)).isNull();
        assertThat(HistoryLayers.match(List.of(), List.of(), 0)).isEmpty();
    }

    @Test
    void thousandsOfEntriesTakeNoTime() {
        List<Integer> found = Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> HistoryLayers.match(Collections.nCopies(2_000, "RUN x"), Collections.nCopies(2_000, 0L), 1_000));

        assertThat(found).hasSize(2_000).containsOnly(NONE);
    }
}
