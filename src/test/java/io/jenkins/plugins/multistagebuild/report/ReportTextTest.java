package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTextTest {

    @Test
    void theTableHoldsStagesThenTheImage() {
        List<String> lines =
                ReportText.lines(BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3000, 5000, 0, 200)));

        assertThat(lines)
                .contains("Stage     State            Time  Instructions")
                .contains("a         built           3.0 s  2: 1 cached, 1 built")
                .contains("unneeded  skipped                not needed by runtime")
                .contains("Critical path: b → runtime")
                .contains("Image: 5.00 MB in 4 layers")
                .contains("     10 B  runtime :8       COPY --from=a /x /x");
    }

    @Test
    void findingsComeLastAndNotAllOfVeryMany() {
        assertThat(ReportText.lines(BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 1))))
                .containsSequence(
                        "",
                        "1 finding in the Dockerfile:",
                        "   line 5  UnusedStage: No other stage uses unneeded; it is built only when ask…");

        StageGraph graph = Samples.graph("FROM a AS A\n".repeat(30));
        List<String> lines = ReportText.lines(BuildReport.of(graph, Samples.success(graph, 1)));
        assertThat(lines).contains("59 findings in the Dockerfile:").endsWith("           … and 39 more");
    }

    @Test
    void noLineIsWiderThanATerminalAndNothingSteersIt() {
        StageGraph graph = Samples.graph(
                "FROM busybox AS a\nRUN echo " + "漢字".repeat(60) + "\u001b[2J\nFROM busybox\nCOPY --from=a /x /x\n");

        List<String> lines = ReportText.lines(BuildReport.of(graph, Samples.success(graph, 61_000)));

        assertThat(lines).allSatisfy(line -> {
            assertThat(Columns.width(line)).isLessThanOrEqualTo(80);
            assertThat(line).doesNotContain("\u001b");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.00 kB",
        "1982549,1.98 MB",
        "9996000,10.0 MB",
        "231200000,231 MB",
        "999600000,1.00 GB",
        "1310000000,1.31 GB",
        "9223372036854775807,9.22 EB"
    })
    void sizesAreInDecimalUnitsWithThreeDigits(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "-5,0.0 s",
        "0,0.0 s",
        "349,0.3 s",
        "350,0.4 s",
        "59949,59.9 s",
        "59950,1 min 0 s",
        "106000,1 min 46 s",
        "3599400,59 min 59 s",
        "7500000,2 h 05 min"
    })
    void durationsAreShort(long millis, String text) {
        assertThat(Durations.format(millis)).isEqualTo(text);
    }
}
