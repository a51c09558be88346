package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTextTest {

    @Test
    void theTableHoldsStagesThenTheImage() {
        List<String> lines =
                ReportText.lines(BuildReport.of(Samples.fan(), Samples.success(Samples.fan(), 3000, 5000, 0, 200)));

        assertThat(lines)
                .containsSubsequence(
                        "Stage     State          Waited          Ran        Slack",
                        "a         built           0.0 s        3.0 s        2.0 s",
                        "b         built           0.0 s        5.0 s     critical",
                        "unneeded  skipped   not needed by runtime",
                        " Line  State           Time      Size  Instruction",
                        "       stage runtime",
                        "    7  config             –         –  ENV X=1",
                        "    8  built          0.2 s      10 B  COPY --from=a /x /x",
                        "     Size  Where            Layer",
                        "  5.00 MB  base image       FROM alpine (2 layers)",
                        "     10 B  runtime :8       COPY --from=a /x /x",
                        "Success in 5.2 s; instructions one after the other: 8.2 s",
                        "Critical path: b → runtime",
                        "Cache: 0 % of 4 steps (0 cached, 0 shared with another stage)",
                        "Image: 5.00 MB in 4 layers");
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
    @ValueSource(ints = {2, 12, 60})
    void everyReportIsWellFormedAtEightyColumns(int stages) {
        BuildReport report = Scenes.many(stages).report();
        assertThat(report.stages()).hasSize(stages);

        List<String> lines = ReportText.lines(report);

        assertThat(lines).allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(80));
        assertThat(lines.stream().filter(line -> line.startsWith("       stage ")))
                .hasSize((int) report.stages().stream()
                        .filter(stage -> !stage.state().equals("skipped"))
                        .count());
    }

    @Test
    void everySceneIsWellFormed() {
        Scenes.all().forEach((name, scene) -> assertThat(ReportText.lines(scene))
                .as(name)
                .allSatisfy(line -> {
                    boolean message = scene.failure() != null
                            && line.equals(scene.failure().message());
                    assertThat(message || Columns.width(line) <= 80).isTrue();
                    assertThat(line).isEqualTo(line.stripTrailing());
                }));
    }

    @Test
    void aLongNameDoesNotHideItsLine() {
        StageGraph graph = Samples.graph("FROM busybox AS a-name-that-goes-on-and-on\nCOPY x /x\n");

        assertThat(ReportText.lines(BuildReport.of(graph, Samples.success(graph, 1))))
                .contains("     10 B  a-name-that… :2  COPY x /x");
    }

    @Test
    void anEngineThatCountsOtherwiseIsTold() {
        BuildReport report = Scenes.two().report();
        BuildReport.ImageReport image = report.image();
        BuildReport packed = Samples.with(
                report,
                new BuildReport.ImageReport(
                        image.id(), image.tags(), null, 30_000_000, image.base(), image.layers(), List.of(), null));

        assertThat(String.join(" ", ReportText.lines(packed)))
                .contains("Image: 30.0 MB in 2 layers")
                .contains("Its layers add up to 89.1 MB: the engine counts otherwise");
    }

    @Test
    void proseBreaksBetweenWordsButNotBeforeAUnit() {
        TextLines lines = new TextLines();
        lines.prose("x".repeat(70) + " 12.5 MB " + "漢".repeat(60) + " end");

        assertThat(lines.lines())
                .containsExactly("x".repeat(70) + " 12.5 MB", "  " + "漢".repeat(39), "  " + "漢".repeat(21) + " end");
    }

    @ParameterizedTest
    @CsvSource({
        "200MB,200000000",
        "200 MB,200000000",
        "200mb,200000000",
        "1.5GB,1500000000",
        "1GiB,1073741824",
        "1 kB,1000",
        "4096,4096",
        "0,0",
        "0.5kB,500",
        "3k,3000"
    })
    void sizesAreReadAsPeopleWriteThem(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "MB", "-5MB", "5XB", "1.2.3MB", "5 M B", "1e9", "10000TB", "99999999999999999999", "5MBx"})
    void whatIsNoSizeIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no size; write for example 200MB, 1.5GB or 1GiB");
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
