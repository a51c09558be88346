package io.jenkins.plugins.multistagebuild.page;

import io.jenkins.plugins.multistagebuild.browser.Browser;
import java.util.Map;
import java.util.TreeMap;

/** A dark theme as theme plugins make one: they give Jenkins' own variables other values. */
final class DarkTheme {

    private static final Map<String, String> VARIABLES = new TreeMap<>(Map.ofEntries(
            Map.entry("--background", "#18181d"),
            Map.entry("--card-background", "#1f1f26"),
            Map.entry("--header-background", "#101014"),
            Map.entry("--table-background", "#26262e"),
            Map.entry("--table-header-background", "#202028"),
            Map.entry("--table-row-border-color", "#3a3a45"),
            Map.entry("--button-background", "#2c2c35"),
            Map.entry("--input-color", "#121216"),
            Map.entry("--input-border", "#4a4a56"),
            Map.entry("--jenkins-border-color", "#3a3a45"),
            Map.entry("--text-color", "#e8e8f0"),
            Map.entry("--text-color-secondary", "#a4a4b4"),
            Map.entry("--link-color", "#8fb4ff"),
            Map.entry("--link-visited-color", "#8fb4ff"),
            Map.entry("--accent-color", "#7aa7ff"),
            Map.entry("--error-color", "#ff7a7a"),
            Map.entry("--warning-color", "#ffb84d"),
            Map.entry("--success-color", "#56d488")));

    private DarkTheme() {}

    /** Puts it on the page that is open. */
    static void putOn(Browser browser) {
        browser.evaluate("document.documentElement.dataset.theme = 'dark'");
        VARIABLES.forEach((name, value) ->
                browser.evaluate("document.documentElement.style.setProperty('" + name + "', '" + value + "')"));
    }
}
