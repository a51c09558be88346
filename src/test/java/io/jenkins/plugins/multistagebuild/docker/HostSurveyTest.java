package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSurveyTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:06.5Z, 0",
        "2026-01-02T03:04:04Z, 0",
        "2026-01-02T04:04:05+01:00, 0",
        "2026-01-02T03:05:05.123456789Z, 60123",
        "2026-01-01T03:04:05Z, -86400000",
        "-999999999-01-01T00:00:00Z, 0",
        "0026-01-02T03:04:05Z, 0",
        "soon, 0"
    })
    void aClockCountsAsOffFromTwoSecondsOn(String theirs, long ahead) {
        long off = HostSurvey.clockAheadMillis(theirs, Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(off).isEqualTo(ahead);
    }
}
