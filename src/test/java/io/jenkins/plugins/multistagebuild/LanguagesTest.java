package io.jenkins.plugins.multistagebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever there is in English is there in German, with the same places for values and the same code. */
class LanguagesTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String GERMAN = "_de.";

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static Path german(Path english) {
        String name = english.getFileName().toString();
        return english.resolveSibling(name.replaceFirst("\\.([a-z]+)$", GERMAN + "$1"));
    }

    @Test
    void everyTextIsThereInBothLanguagesWithTheSamePlaces() throws IOException {
        int tried = 0;
        for (Path english : files(".properties")) {
            if (!english.toString().contains(GERMAN)) {
                assertThat(german(english)).exists();
                assertThat(places(texts(german(english)))).as("%s", english).isEqualTo(places(texts(english)));
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(5);
    }

    /** A text of a view is a key of a file beside it, or, as Jenkins' forms have it, the English text itself. */
    @Test
    void everyTextOfAViewIsThereInGerman() throws IOException {
        Pattern use = Pattern.compile("\\$\\{%([^}(]+)[(}]");
        for (Path view : files(".jelly")) {
            List<String> used = found(use, Files.readString(view));
            if (!used.isEmpty()) {
                Path english = view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties"));
                assertThat(texts(german(english)).keySet()).as("%s", view).containsAll(used);
                if (!view.endsWith("config.jelly")) {
                    assertThat(texts(english).keySet()).as("%s", view).containsAll(used);
                }
            }
        }
    }

    @Test
    void everyHelpIsThereInGermanAndTellsTheSameCode() throws IOException {
        Pattern code = Pattern.compile("<code>(.*?)</code>", Pattern.DOTALL);
        int tried = 0;
        for (Path english : files(".html")) {
            if (!english.toString().contains(GERMAN)) {
                String german = Files.readString(german(english));
                assertThat(found(code, german).stream().distinct())
                        .as("%s", english)
                        .containsExactlyInAnyOrderElementsOf(found(code, Files.readString(english)).stream()
                                .distinct()
                                .toList());
                assertThat(german).as("%s", english).isNotEqualTo(Files.readString(english));
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(40);
    }

    /** What the data tells in English can only be said again while the texts are those of the code. */
    @ParameterizedTest
    @ValueSource(strings = {"failed", "hosts", "unseen"})
    void whatIsSaidAgainIsWhatTheCodeSays(String group) throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        Map<String, String> texts =
                texts(RESOURCES.resolve("io/jenkins/plugins/multistagebuild/report/Wording.properties"));
        texts.keySet().removeIf(key -> !key.startsWith(group + "."));

        // This one is put together; a test of its own tells.
        texts.remove("failed.instruction");

        assertThat(texts).hasSizeGreaterThan(5);
        assertThat(texts.values().stream()
                        .flatMap(text -> Stream.of(text.replace("''", "'").split("\\{\\d\\}|; |: ")))
                        .map(String::strip)
                        .filter(part -> code.indexOf(part) < 0))
                .isEmpty();
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static Map<String, String> texts(Path file) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newInputStream(file)) {
            texts.load(in);
        }
        Map<String, String> sorted = new TreeMap<>();
        texts.stringPropertyNames().forEach(key -> sorted.put(key, texts.getProperty(key)));
        return sorted;
    }

    /** The places for values of each text. */
    private static Map<String, List<String>> places(Map<String, String> texts) {
        Map<String, List<String>> places = new TreeMap<>();
        texts.forEach((key, text) -> places.put(
                key,
                Pattern.compile("\\{[0-9]|%[0-9]")
                        .matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .sorted()
                        .distinct()
                        .toList()));
        return places;
    }
}
