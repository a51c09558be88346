package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryLayersTest {

    @Test
    void configurationHasNoLayerEvenWhereARunAddsNothing() {
        assertThat(HistoryLayers.match(
                        List.of("imported", "RUN /bin/sh -c true # buildkit", "ENV A=1", "CMD [\"sh\"]"),
                        List.of(5L, 0L, 0L, 0L),
                        2))
                .containsExactly(true, true, false, false);
    }

    @Test
    void aClassicWorkdirWithoutALayerIsFoundByTheNumbers() {
        List<String> texts = List.of("imported", "/bin/sh -c #(nop) WORKDIR /", "/bin/sh -c #(nop) COPY file:1 in /");
        assertThat(HistoryLayers.match(texts, List.of(5L, 0L, 7L), 2)).containsExactly(true, false, true);
    }

    @Test
    void nothingIsToldWhereTheNumbersDoNotComeOutEven() {
        assertThat(HistoryLayers.match(List.of("imported", "RUN a"), List.of(5L, 1L), 1))
                .containsExactly(false, false);
    }
}
