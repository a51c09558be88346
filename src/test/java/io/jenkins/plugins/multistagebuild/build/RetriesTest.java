package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Failure NETWORK = Failures.of("Dockerfile:1: FROM a failed: connection refused");
    private static final Failure RACE =
            Failures.of("Dockerfile:2: RUN x failed: unable to find image \"sha256:" + "a".repeat(64) + "\"");

    private final Retries never = new Retries(RunRules.DEFAULT);
    private final Retries thrice = new Retries(new RunRules(4, false, 3, false, null, null));
    private final List<String> said = new ArrayList<>();

    @Test
    void whatMayPassIsTriedAgainAsOftenAsAskedForAfterAPauseThatGrows() {
        assertThat(never.may(NETWORK, 0)).isFalse();
        assertThat(thrice.may(NETWORK, 2)).isTrue();
        assertThat(thrice.may(NETWORK, 3)).isFalse();
        assertThat(thrice.at(NETWORK, 0, NOW, logs())).isEqualTo(NOW.plusSeconds(2));
        assertThat(thrice.at(NETWORK, 2, NOW, logs())).isEqualTo(NOW.plusSeconds(8));
        assertThat(said.get(1)).endsWith("connection refused; tried again in 8 s (3 of 3)");
    }

    @Test
    void aCommandThatFailsIsNotTriedAgainByItself() {
        assertThat(thrice.may(new Failure("connection refused", 0, 1, 1, List.of()), 0))
                .isFalse();
    }

    @Test
    void aRaceOfTheClassicBuilderIsTriedAgainAtOnceWithoutBeingAskedFor() {
        assertThat(never.may(RACE, 0)).isTrue();
        assertThat(never.at(RACE, 0, NOW, logs())).isEqualTo(NOW);
        assertThat(said).singleElement().asString().endsWith(", which somebody removed meanwhile; tried again");
        assertThat(never.may(RACE, 10)).as("for ever").isFalse();
        assertThat(never.may(new Failure(RACE.message(), 0, 2, 1, List.of()), 0))
                .as("a command's own words")
                .isFalse();
    }

    private LogSink logs() {
        return new LogSink() {
            @Override
            public void stageLine(int stage, Instant at, byte[] line) {
                throw new AssertionError("a line of a stage");
            }

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
    }
}
