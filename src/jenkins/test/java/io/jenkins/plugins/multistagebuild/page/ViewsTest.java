package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.jelly.JellyContext;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.MetaClassLoader;
import org.kohsuke.stapler.jelly.JellyClassLoaderTearOff;

/** The views as files: they compile, and a strict Content Security Policy has nothing against them. */
class ViewsTest {

    private static final Path RESOURCES =
            Path.of("../main/resources").toAbsolutePath().normalize();
    private static final Pattern INLINE = Pattern.compile(
            "<script|\\son[a-z]+\\s*=|javascript:|\\sstyle\\s*=|<style|<st:bind|checkUrl\\s*=|<j:out value=\"\\$\\{(?!body\\}|it\\.body\\}|it\\.svg\\}|it\\.page\\})");

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    @Test
    void everyViewEscapesAndHasNoInlineScriptOrStyle() throws IOException {
        for (Path view : files(".jelly")) {
            String text = Files.readString(view);
            assertThat(text).as("%s", view).startsWith("<?jelly escape-by-default='true'?>");
            assertThat(INLINE.matcher(text).results().map(found -> found.group()))
                    .as("%s", view)
                    .isEmpty();
        }
    }

    @Test
    @WithJenkins
    void everyViewCompiles(JenkinsRule jenkins) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.executeOnServer(() -> {
                JellyContext context = MetaClassLoader.get(jenkins.jenkins.getPluginManager().uberClassLoader)
                        .loadTearOff(JellyClassLoaderTearOff.class)
                        .createContext();
                for (Path view : files(".jelly")) {
                    assertThat(context.compileScript(view.toUri().toURL()))
                            .as("%s", view)
                            .isNotNull();
                }
                return null;
            });
        }
    }

    @Test
    void scriptsOfTheirOwnFilesMakeNoScriptAndNoMarkupOutOfText() throws IOException {
        for (Path script : files(".js")) {
            assertThat(Files.readString(script))
                    .as("%s", script)
                    .doesNotContain(
                            "eval(", "new Function", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
                    .doesNotContainPattern("setTimeout\\(\\s*[\"'`]");
        }
    }

    @Test
    void everyTextOfAViewIsThereInBothLanguages() throws IOException {
        for (Path english : files(".properties")) {
            String name = english.getFileName().toString();
            if (name.endsWith("_de.properties")) {
                continue;
            }
            Path german = english.resolveSibling(name.replace(".properties", "_de.properties"));
            assertThat(german).exists();
            assertThat(keys(german)).as("%s", german).isEqualTo(keys(english));
        }
        for (Path view : files(".jelly")) {
            Path texts = view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties"));
            List<String> used = Pattern.compile("\\$\\{%([A-Za-z]+)[(}]")
                    .matcher(Files.readString(view))
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
            if (RESOURCES.relativize(view).toString().contains("/page/") && !used.isEmpty()) {
                assertThat(keys(texts).keySet()).as("%s", view).containsAll(used);
            }
        }
    }

    private static Properties keys(Path file) throws IOException {
        Properties texts = new Properties();
        try (var in = Files.newInputStream(file)) {
            texts.load(in);
        }
        Properties keys = new Properties();
        texts.stringPropertyNames().forEach(key -> keys.put(key, placeholders(texts.getProperty(key))));
        return keys;
    }

    /** The places for values that a text has, in their order by number. */
    private static String placeholders(String text) {
        return String.join(
                " ",
                Pattern.compile("\\{[0-9]|%[0-9]")
                        .matcher(text)
                        .results()
                        .map(found -> found.group())
                        .sorted()
                        .distinct()
                        .toList());
    }
}
