package io.jenkins.plugins.multistagebuild.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A report as HTML: a page that needs nothing besides itself, or the part of it that a Jenkins page shows. There is no
 * script in it and no style in an element, so that every Content Security Policy lets it pass.
 */
public final class ReportHtml {

    private final BuildReport report;
    private final LogLinks links;

    private ReportHtml(BuildReport report, LogLinks links) {
        this.report = report;
        this.links = links;
    }

    /** A whole page, in light and dark, for screens and paper. */
    public static String page(BuildReport report) {
        ReportHtml html = new ReportHtml(report, LogLinks.RELATIVE);
        Markup body = new Markup()
                .open("main")
                .element("h1", html.title())
                .element("p", html.subtitle(), "class", "msb-sub")
                .add(html.body())
                .close();
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                + new Markup().element("title", html.title() + " – multi-stage build")
                + "<style>" + css("standalone.css") + css("report.css") + "</style></head>"
                + "<body class=\"msb-report\">" + body + "</body></html>\n";
    }

    /** What a page of Jenkins shows below its own heading; it needs {@code report.css}. */
    public static String body(BuildReport report, LogLinks links) {
        return new ReportHtml(report, links).body().toString();
    }

    private Markup body() {
        Markup html = new Markup().add(AnswerCards.of(report));
        if (report.failure() != null) {
            html.add(failure(report.failure()));
        }
        List<String> sentences = Highlights.of(report);
        if (!sentences.isEmpty()) {
            html.open("p", "class", "msb-say")
                    .element("strong", "What to look at: ")
                    .text(String.join(" ", sentences))
                    .close();
        }
        if (report.comparison() != null) {
            section(html, "Compared with the earlier build", ComparisonTable.of(report.comparison()));
        }
        if (!report.gates().isEmpty()) {
            section(html, "Gates", GateTable.of(report.gates()));
        }
        section(html, "Timeline", TimelineSvg.of(report));
        section(html, "Stages", StageTable.of(report, links));
        if (report.image() != null) {
            section(html, "Layers of the image", LayerTable.of(report, report.image()));
        }
        if (!report.lint().isEmpty()) {
            section(html, "Findings in the Dockerfile", LintTable.of(report.lint()));
        }
        return html;
    }

    private static void section(Markup html, String title, Markup content) {
        html.open("section", "class", "msb-section")
                .element("h2", title)
                .open("div", "class", "msb-card")
                .add(content)
                .close()
                .close();
    }

    private static Markup failure(BuildReport.FailureReport failure) {
        Markup html = new Markup()
                .open("div", "class", "msb-failure", "role", "alert")
                .element("p", failure.message(), "class", "msb-failure-message");
        if (!failure.lastLines().isEmpty()) {
            html.element(
                    "pre",
                    String.join("\n", failure.lastLines()),
                    "tabindex",
                    "0",
                    "aria-label",
                    "Last lines of the log");
        }
        return html.close();
    }

    private String title() {
        if (report.image() != null && !report.image().tags().isEmpty()) {
            return report.image().tags().get(0);
        }
        return report.dockerfile() + ", " + report.stage(report.target()).displayName();
    }

    private String subtitle() {
        String engines = report.engines().stream()
                .map(engine -> engine.host() + ": " + engine.flavour() + ", engine " + engine.serverVersion()
                        + ", client " + engine.clientVersion())
                .collect(Collectors.joining("; "));
        return report.dockerfile() + " · target "
                + report.stage(report.target()).displayName()
                + (report.image() == null
                        ? ""
                        : " · " + Columns.cut(report.image().id(), 20))
                + " · " + report.startedAt().replaceAll("T(\\d\\d:\\d\\d).*", " $1 UTC")
                + (engines.isEmpty() ? "" : " · " + engines);
    }

    private static String css(String name) {
        try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet " + name + " of the report can't be read", e);
        }
    }
}
