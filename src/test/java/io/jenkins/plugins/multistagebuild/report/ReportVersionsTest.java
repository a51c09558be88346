package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reports that earlier states of the program wrote. They are kept as they are for ever, and every later version reads
 * them: a change that makes one of these tests fail needs a new schema version and a way to read the old one.
 */
class ReportVersionsTest {

    private static final Path KEPT = Path.of("src/test/resources/io/jenkins/plugins/multistagebuild/report/versions");

    static List<Path> kept() {
        try (Stream<Path> files = Files.list(KEPT)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void everyKeptReportIsReadShownAndFollowsTheSchema(Path file) throws IOException {
        byte[] json = Files.readAllBytes(file);
        BuildReport report = ReportJson.read(json);

        ReportSchemaTest.assertValid(json);
        ReportSchemaTest.assertValid(report);
        assertThat(ReportText.lines(report)).isNotEmpty();
        assertThat(ReportHtml.page(report)).contains("</html>");
        assertThat(lost(new ObjectMapper().readTree(json), new ObjectMapper().readTree(ReportJson.write(report))))
                .as("what was read and not written again")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kept")
    void everyKeptReportCanBeComparedWith(Path file) throws IOException {
        BuildReport compared = Scenes.shop().report().comparedWith(ReportJson.read(file));

        assertThat(compared.comparison().summary()).isNotEmpty();
        ReportSchemaTest.assertValid(compared);
        assertThat(ReportJson.read(ReportJson.write(compared))).isEqualTo(compared);
    }

    @Test
    void figuresOfTheFirstReportsAreRead() throws IOException {
        BuildReport report = ReportJson.read(KEPT.resolve("1-two.json"));

        assertThat(report.image().sizeBytes()).isEqualTo(89_112_448);
        assertThat(report.image().layerCount()).isEqualTo(2);
        assertThat(report.cache()).isEqualTo(new CacheReport(6, 0, 0, 0));
        assertThat(report.saving()).isNull();
        assertThat(report.comparison()).isNull();
        assertThat(report.gates()).isEmpty();
        assertThat(report.stage(0).sizeBytes()).isNull();
    }

    @Test
    void figuresOfAComparedReportAreRead() throws IOException {
        BuildReport report = ReportJson.read(KEPT.resolve("1-compared.json"));

        assertThat(report.comparison().sizeBytes()).isEqualTo(new Change(118_742_437L, 106_800_000L));
        assertThat(report.gates()).extracting(GateReport::result).contains("failed", "passed", "warned", "unstable");
        assertThat(report.cut()).containsExactly("1 instructions cut at 1,000 characters");
        assertThat(report.saving()).isEqualTo(new SavingReport(3, 900_000_000, 793_200_000));
    }

    /** Paths of the fields of one document that the other has not, or has otherwise. */
    private static List<String> lost(JsonNode before, JsonNode after) {
        if (before.isObject()) {
            return Stream.iterate(before.fields(), fields -> fields.hasNext(), fields -> fields)
                    .map(fields -> fields.next())
                    .flatMap(field -> lost(field.getValue(), after.path(field.getKey())).stream()
                            .map(path -> field.getKey() + "." + path))
                    .toList();
        }
        if (before.isArray() && before.size() == after.size()) {
            return IntStream.range(0, before.size())
                    .boxed()
                    .flatMap(i -> lost(before.get(i), after.get(i)).stream().map(path -> i + "." + path))
                    .toList();
        }
        return before.equals(after) ? List.of() : List.of(before + " became " + after);
    }
}
