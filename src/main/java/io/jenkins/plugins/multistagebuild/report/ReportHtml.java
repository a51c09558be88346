package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;

/**
 * A report as HTML: a page that needs nothing besides itself, or the part of it that a Jenkins page shows. There is no
 * script in it and no style in an element, so that every Content Security Policy lets it pass; the page brings one along
 * that allows its own style sheet and nothing else.
 */
public final class ReportHtml {

    /** A part of the report with a heading. */
    private record Section(String id, String title, Markup content) {}

    private final BuildReport report;
    private final Place place;
    private final Brevity brevity;

    private ReportHtml(BuildReport report, Place place, Brevity brevity) {
        this.report = report;
        this.place = place;
        this.brevity = brevity;
    }

    /** A whole page, in light and dark, for screens and paper. */
    public static String page(BuildReport report) {
        return page(report, null);
    }

    /**
     * A whole page that may be served without its style, as Jenkins serves artifacts. It then has no pictures.
     *
     * @param styled where the same can be seen with its style, from this page's own place; null where nowhere
     */
    public static String page(BuildReport report, @CheckForNull String styled) {
        Place place = new Place(LogLinks.RELATIVE, "r", 2);
        return Brevity.fitting(report, brevity -> new ReportHtml(report, place, brevity).page(styled));
    }

    private String page(@CheckForNull String styled) {
        return "<!DOCTYPE html>\n<html lang=\"" + Wording.of("language") + "\"><head><meta charset=\"utf-8\">"
                + new Markup()
                        .empty(
                                "meta",
                                "http-equiv",
                                "Content-Security-Policy",
                                "content",
                                "default-src 'none'; img-src data:; style-src '" + PageStyle.HASH + "'")
                        .empty("meta", "name", "viewport", "content", "width=device-width,initial-scale=1")
                        .empty("meta", "name", "color-scheme", "content", "light dark")
                        .empty("link", "rel", "icon", "href", "data:,")
                        .element("title", Wording.of("report.title", title()))
                + "<style>" + PageStyle.SHEET + "</style></head>" + whole(styled) + "</html>\n";
    }

    /**
     * What a page of Jenkins shows below its heading; it needs {@code report.css}.
     *
     * @param links where the logs are, seen from that page
     * @param id what tells the report from others on that page
     */
    public static String body(BuildReport report, LogLinks links, String id) {
        Place place = new Place(links, id, 2);
        return Brevity.fitting(report, brevity -> new ReportHtml(report, place, brevity).body());
    }

    private String body() {
        return new Markup()
                .open("div", "class", "msb-report")
                .add(parts(sections()))
                .close()
                .toString();
    }

    private Markup whole(@CheckForNull String styled) {
        List<Section> sections = sections();
        Markup html = new Markup()
                .open("body")
                .element("a", Wording.of("report.skip"), "class", "msb-skip", "href", place.reference("main"))
                .open("div", "class", "msb-report msb-page")
                .open("header")
                .add(unstyled(styled))
                .open("p", "class", "msb-result")
                .add(StageTable.state(place, report.result()))
                .close()
                .element("h1", title())
                .add(subtitle())
                .open("nav", "aria-label", Wording.of("report.parts"))
                .open("ul", "class", "msb-nav");
        for (Section section : sections) {
            html.open("li")
                    .element("a", section.title(), "href", place.reference(section.id()))
                    .close();
        }
        html.close().close().close();
        return html.open("main", "id", place.id("main"), "tabindex", "-1")
                .add(parts(sections))
                .close()
                .open("footer")
                .add(Wording.markup("report.footer", new Markup().element("a", "report.json", "href", "report.json")))
                .close()
                .close()
                .close();
    }

    /** For browsers that were told to pass the style sheet over; it hides this. */
    private static Markup unstyled(@CheckForNull String styled) {
        Markup html = new Markup().open("p", "class", "msb-unstyled");
        return html.add(
                        styled == null
                                ? Wording.markup("unstyled.save")
                                : Wording.markup(
                                        "unstyled.there",
                                        new Markup().element("a", Wording.of("unstyled.page"), "href", styled)))
                .close();
    }

    private Markup parts(List<Section> sections) {
        Markup html = new Markup().add(StateIcon.sprite(place)).add(AnswerCards.of(report));
        BuildReport.FailureReport failure = report.failure();
        if (failure != null) {
            html.add(FailureBox.of(report, failure, place));
        }
        html.add(Sentences.of(place, "report.hosts", HostNotes.of(report)));
        html.add(Sentences.of(place, "report.highlights", Highlights.of(report)));
        for (Section section : sections) {
            html.open("section", "class", "msb-section", "id", place.id(section.id()))
                    .element(place.headingElement(), section.title(), "class", "msb-heading")
                    .open("div", "class", "msb-panel")
                    .add(section.content())
                    .close()
                    .close();
        }
        return html;
    }

    private List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        Comparison comparison = report.comparison();
        if (comparison != null) {
            sections.add(new Section("change", Wording.of("section.change"), ComparisonTable.of(report, comparison)));
        }
        if (!report.gates().isEmpty()) {
            sections.add(new Section("gates", Wording.of("section.gates"), GateTable.of(report.gates(), place)));
        }
        sections.add(new Section("timeline", Wording.of("section.timeline"), TimelineSvg.of(report, place, brevity)));
        if (report.stages().size() > 1) {
            sections.add(new Section("graph", Wording.of("section.graph"), GraphSvg.of(report, place)));
        }
        sections.add(new Section("stages", Wording.of("section.stages"), StageTable.of(report, place, brevity)));
        if (report.stages().stream().anyMatch(stage -> !stage.instructions().isEmpty())) {
            sections.add(new Section(
                    "instructions", Wording.of("section.instructions"), InstructionTables.of(report, place, brevity)));
        }
        if (!report.transfers().isEmpty()) {
            sections.add(new Section("transfers", Wording.of("section.transfers"), TransferTable.of(report)));
        }
        BuildReport.ImageReport image = report.image();
        if (image != null) {
            sections.add(new Section("layers", Wording.of("section.layers"), LayerTable.of(report, image, place)));
        }
        WasteReport waste = report.waste();
        if (waste != null) {
            sections.add(new Section("waste", Wording.of("section.waste"), WasteTables.of(report, waste)));
        }
        if (!report.lint().isEmpty()) {
            sections.add(new Section("findings", Wording.of("section.findings"), LintTable.of(report.lint())));
        }
        sections.add(new Section("about", Wording.of("section.about"), AboutBuild.of(report)));
        return sections;
    }

    private String title() {
        BuildReport.ImageReport image = report.image();
        if (image != null && !image.tags().isEmpty()) {
            return Brevity.cut(image.tags().get(0), 300);
        }
        return Brevity.cut(report.dockerfile(), 300) + ", "
                + Brevity.cut(report.stage(report.target()).displayName(), 200);
    }

    private Markup subtitle() {
        long hosts = report.stages().stream()
                .map(BuildReport.StageReport::host)
                .filter(host -> host != null)
                .distinct()
                .count();
        Markup html = new Markup().open("p", "class", "msb-sub");
        html.element("code", Brevity.cut(report.dockerfile(), 300))
                .text(" · ")
                .add(Wording.markup(
                        "report.target",
                        new Markup()
                                .element(
                                        "code",
                                        Brevity.cut(
                                                report.stage(report.target()).displayName(), 200))))
                .text(" · ")
                .element(
                        "time",
                        report.startedAt().replaceAll("T(\\d\\d:\\d\\d).*", " $1 UTC"),
                        "datetime",
                        report.startedAt());
        if (hosts > 0) {
            html.text(" · " + Wording.of("count.hosts", hosts));
        }
        return html.close();
    }
}
