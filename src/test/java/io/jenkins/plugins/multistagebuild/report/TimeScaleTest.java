package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeScaleTest {

    private static TimeScale scale(long millis) {
        return new TimeScale(new BuildReport(
                1,
                "Dockerfile",
                0,
                "success",
                "2026-01-02T03:04:05Z",
                millis,
                millis,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, '0, 1 ms'",
        "7, '0, 1 ms, 2 ms, 3 ms, 4 ms, 5 ms, 6 ms, 7 ms'",
        "700, '0, 0.1 s, 0.2 s, 0.3 s, 0.4 s, 0.5 s, 0.6 s, 0.7 s'",
        "31000, '0, 5 s, 10 s, 15 s, 20 s, 25 s, 30 s'",
        "103000, '0, 15 s, 30 s, 45 s, 60 s, 75 s, 90 s'",
        "200000, '0, 0:30 min, 1:00 min, 1:30 min, 2:00 min, 2:30 min, 3:00 min'",
        "1500000, '0, 5 min, 10 min, 15 min, 20 min, 25 min'",
        "9000000, '0, 0:30 h, 1:00 h, 1:30 h, 2:00 h, 2:30 h'",
        "864000000, '0, 48:00 h, 96:00 h, 144:00 h, 192:00 h, 240:00 h'",
    })
    void ticksStandAtTimesThatPeopleCountIn(long millis, String labels) {
        TimeScale scale = scale(millis);

        assertThat(String.join(", ", scale.ticks().stream().map(scale::label).toList()))
                .isEqualTo(labels);
    }

    @Test
    void timesOutsideOfTheRunAreAtItsEdges() {
        TimeScale scale = scale(1000);

        assertThat(scale.offset("2026-01-02T03:04:05.250Z")).isEqualTo(250);
        assertThat(scale.offset("2020-01-01T00:00:00Z")).isZero();
        assertThat(scale.offset("9999-01-01T00:00:00Z")).isEqualTo(1000);
        assertThat(scale.offset("yesterday")).isZero();
    }

    @Test
    void aStageEndsWithItsLastInstructionHoweverItWaitedBetween() {
        BuildReport shop = Scenes.all().get("shop");
        BuildReport.StageReport runtime = shop.stage(shop.target());

        assertThat(runtime.wallMillis()).isEqualTo(5_600);
        assertThat(new TimeScale(shop).end(runtime)).isEqualTo(shop.wallMillis() - 300);
    }

    @ParameterizedTest
    @CsvSource({"0, 0%", "12.5, 12.5%", "33.3333, 33.33%", "5.04, 5.04%", "100, 100%", "99.999, 100%", "-0.25, -0.25%"})
    void percentagesAreShort(double percent, String attribute) {
        assertThat(TimeScale.attribute(percent)).isEqualTo(attribute);
    }
}
