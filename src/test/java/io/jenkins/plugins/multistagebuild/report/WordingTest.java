package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {

    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle(Wording.class.getName(), Locale.ROOT);

    static List<String> scenes() {
        return List.copyOf(Scenes.all().keySet());
    }

    /** Between the tags stands no text that is another in German. */
    @ParameterizedTest
    @MethodSource("scenes")
    void aGermanPageHasNoEnglishTextOfItsOwn(String scene) {
        String page =
                Wording.in(Locale.GERMANY, () -> ReportHtml.page(Scenes.all().get(scene)));

        assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"de\">").contains("Zeitleiste", "Zustand");
        // what an engine said stays as it is, as in the log
        String body = page.substring(page.indexOf("</style>"))
                .replaceAll("<(code|pre)[^>]*>[^<]*</\\1>", "")
                .replaceAll("<p class=\"msb-failure-message\">[^<]*", "");
        List<String> left = new ArrayList<>();
        for (String key : ENGLISH.keySet()) {
            String english = ENGLISH.getString(key).replace("''", "'");
            String german = Wording.in(Locale.GERMAN, () -> Wording.of(key));
            if (!english.contains("{") && !english.equals(german) && body.contains(">" + english + "<")) {
                left.add(key + "=" + english);
            }
        }
        assertThat(left).isEmpty();
        assertThat(body).doesNotContainPattern("(?<!-)\\b(the|of|and|needed|larger|slower|allowed|than|layers?)\\b");
    }

    @Test
    void theLanguageIsThatOfTheDrawingOnlyAndEnglishWhereItIsNotKnown() {
        BuildReport report = Scenes.all().get("two");
        String english = ReportHtml.page(report);

        assertThat(Wording.in(Locale.FRENCH, () -> ReportHtml.page(report))).isEqualTo(english);
        assertThat(Wording.in(Locale.GERMAN, () -> Wording.in(Locale.ENGLISH, () -> ReportHtml.page(report))))
                .isEqualTo(english);
        assertThat(Wording.in(Locale.GERMAN, () -> ReportHtml.page(report))).isNotEqualTo(english);
        assertThat(ReportHtml.page(report)).isEqualTo(english).contains("<html lang=\"en\">");
        assertThat(Wording.language(Locale.GERMANY)).isEqualTo("de");
        assertThat(Wording.language(Locale.JAPAN)).isEqualTo("en");
    }

    @Test
    void valuesOfATextAreMarkupOrEscaped() {
        Markup html = Wording.markup("highlight.longest", new Markup().element("code", "RUN <a>"), "7", 12, "<b> → c");

        assertThat(html.toString())
                .isEqualTo("<code>RUN &lt;a&gt;</code> (line 7) is 12 % of the critical path (&lt;b&gt; → c).");
    }

    /** The JSON is English; what it tells is said again. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            reason | needed by runtime (line 7)  | gebraucht von runtime (Zeile 7)
            reason | not needed by {0} <x>       | nicht gebraucht von {0} <x>
            reason | target                      | Ziel
            reason | something else              | something else
            hint   | end the RUN with apt-get clean | das RUN mit apt-get clean beenden
            note   | both reports are of the same run | beide Berichte gelten demselben Lauf
            failed | Dockerfile:3: RUN make failed with exit status 2 in stage build | Dockerfile:3: RUN make endete in Stage build mit dem Status 2
            failed | pushing a/b:1 failed: denied; log the docker client in to the registry, with an account that may push there | a/b:1 ließ sich nicht veröffentlichen: denied; der Docker-Client muss bei der Registry angemeldet sein, mit einem Konto, das dorthin schreiben darf
            failed | aborted: by x | abgebrochen: by x
            hosts  | host b is lost: gone; moving two, three → a     | Host b ist verloren: gone; es ziehen um: two, three → a
            hosts  | host b is lost: gone; nothing of it is needed any more | Host b ist verloren: gone; nichts davon wird noch gebraucht
            hosts  | host b is lost: gone                            | Host b ist verloren: gone
            unseen | docker save failed with exit status 1: no space | docker save endete mit dem Status 1: no space
            cut    | 5 names cut at 300 characters | 5 names nach 300 Zeichen gekürzt
            """)
    void whatTheJsonTellsIsSaidAgain(String group, String english, String german) {
        assertThat(Wording.in(Locale.GERMAN, () -> Wording.again(group, english)))
                .isEqualTo(german);
        assertThat(Wording.again(group, english)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            the image has 210 MB, 10.0 MB over 200 MB; grown most: COPY . . (line 7), +9.00 MB | das Image hat 210 MB, 10.0 MB über 200 MB; am meisten gewachsen: COPY . . (line 7), +9.00 MB
            the image has 5.00 MB more than before (+3.0 %), 1.0 % over 2.0 %                  | das Image hat 5.00 MB mehr als vorher (+3.0 %), 1.0 % über 2.0 %
            the image has 1.00 MB less than before; allowed are 5.00 MB more                   | das Image hat 1.00 MB weniger als vorher; erlaubt sind 5.00 MB mehr
            the image has 89.1 MB, within the 200 MB allowed                                   | das Image hat 89.1 MB, innerhalb der erlaubten 200 MB
            the build took 9.0 s, within the 10.0 s allowed                                    | der Build dauerte 9.0 s, innerhalb der erlaubten 10.0 s
            the image's efficiency is 90 %; at least 80 % is needed                            | die Effizienz des Images ist 90 %; mindestens 80 % ist nötig
            the image's efficiency is 90 %, 5 % below 95 %; 3.00 MB are wasted                 | die Effizienz des Images ist 90 %, 5 % unter 95 %; 3.00 MB sind verschwendet
            it can't be measured: it needs --analyze (in a Pipeline, analyze: true)            | es lässt sich nicht messen: Dazu braucht es --analyze (in einer Pipeline analyze: true)
            there is no image                                                                  | es gibt kein Image
            """)
    void messagesOfGatesAreSaidAgain(String english, String german) {
        assertThat(Wording.in(Locale.GERMAN, () -> Wording.gate(english))).isEqualTo(german);
    }

    /** Of every gate there is, as {@link Gates} tells of it. */
    @Test
    void noGateSpeaksEnglishInGerman() {
        Scenes.all().values().stream()
                .flatMap(report -> report.gates().stream())
                .forEach(gate -> assertThat(Wording.in(Locale.GERMAN, () -> Wording.gate(gate.message())))
                        .isNotEqualTo(gate.message()));
    }
}
