package io.jenkins.plugins.multistagebuild.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** A theme changes every colour, since none is written down: not in the page's own style sheets. */
    @Test
    void styleSheetsTakeEveryColourFromTheTheme() throws IOException {
        Pattern colour = Pattern.compile(
                "#[0-9a-fA-F]{3,8}\\b|\\b(rgb|hsl|oklch)a?\\(|:\\s*(white|black|gr[ae]y|red|green|blue)\\b");
        int tried = 0;
        for (Path sheet : files(".css")) {
            // the file that stands alone brings the theme along
            if (!sheet.endsWith("standalone.css")) {
                assertThat(colour.matcher(Files.readString(sheet)).results().map(found -> found.group()))
                        .as("%s", sheet)
                        .isEmpty();
                tried++;
            }
        }
        assertThat(tried).isEqualTo(3);
    }
}
