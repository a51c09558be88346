package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.report.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages tell what is wrong with a Dockerfile in their own language; they know it by the words that it is told with. */
class FindingWordsTest {

    /** What the golden cases don't do wrong. */
    private static final String SLIPS =
            """
            # check=experimental=all
            # the version of go
            ARG VERSION=1
            # what they are
            ARG A=1 B=2
            FROM --platform=$TARGETPLATFORM busybox as one
            ENV NPM_TOKEN=abc
            run true
            WORKDIR here
            EXPOSE 8080/TCP
            EXPOSE 127.0.0.1:80:80
            CMD ["a"]
            CMD ["b"]
            FROM scratch
            LABEL place=$NOWHERE
            """;

    /** All that the golden cases have wrong, and the slips; together that is every rule. */
    @Test
    void noFindingIsEnglishInGerman() throws IOException {
        List<Lint> findings = new ArrayList<>(findings(SLIPS, GraphOptions.none()));
        for (Path path : GoldenCases.all()) {
            findings.addAll(findings(
                    Files.readString(path.resolve("Dockerfile"), StandardCharsets.ISO_8859_1),
                    GoldenCases.options(path)));
        }

        assertThat(findings)
                .allSatisfy(finding -> assertThat(german(finding)).isNotEqualTo(finding.text()))
                .extracting(Lint::rule)
                .containsAll(Arrays.stream(LintRule.values()).map(LintRule::id).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            FROM busybox AS one; FROM one; run true          | run groß schreiben, wie die meisten Anweisungen dieser Datei
            ARG BASE=busybox; FROM $BASF                     | FROM verwendet BASF, das kein ARG vor dem ersten FROM deklariert (ist BASE gemeint?)
            FROM busybox AS tools; FROM busybox; COPY --from=tool / / | COPY --from=tool: Keine Stage heißt so, also ist es ein Image; Stages davor: tools (ist tools gemeint?)
            FROM busybox; COPY --from=tool / /; FROM busybox AS tools | COPY --from=tool: Keine Stage heißt so, also ist es ein Image; Stages davor: keine (ist tools gemeint?)
            FROM busybox AS one; FROM busybox                | Keine andere Stage verwendet one; sie wird nur gebaut, wenn sie verlangt ist
            """)
    void withTheWordsOfTheFile(String file, String german) {
        assertThat(findings(file.replace("; ", "\n"), GraphOptions.none()))
                .extracting(FindingWordsTest::german)
                .contains(german);
    }

    private static List<Lint> findings(String file, GraphOptions options) {
        return GraphReader.read("Dockerfile", file.getBytes(StandardCharsets.ISO_8859_1), options)
                .lint();
    }

    private static String german(Lint lint) {
        return Wording.in(Locale.GERMAN, () -> Wording.finding(lint.rule(), lint.text()));
    }
}
