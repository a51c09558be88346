package io.jenkins.plugins.multistagebuild.report;

/** With which engines and which options an image was built, and how it is called. */
final class AboutBuild {

    private AboutBuild() {}

    static Markup of(BuildReport report) {
        Markup html = new Markup().open("dl", "class", "msb-about");
        entry(html, "about.dockerfile", report.dockerfile());
        entry(html, "about.target", report.stage(report.target()).displayName());
        BuildReport.ImageReport image = report.image();
        if (image != null) {
            image.tags().forEach(tag -> entry(html, "about.tag", tag));
            entry(html, "about.image", image.id());
            String digest = image.digest();
            if (digest != null) {
                entry(html, "about.digest", digest);
            }
            image.pushes()
                    .forEach(push -> entry(
                            html,
                            "about.pushed",
                            Wording.of(
                                    "about.push",
                                    push.reference(),
                                    Durations.format(push.wallMillis()),
                                    push.digest())));
            String base = image.base();
            if (base != null) {
                entry(html, "about.base", base);
            }
        }
        entry(html, "about.begun", Dates.toTheSecond(report.startedAt()));
        report.cut().forEach(cut -> entry(html, "about.cut", Wording.again("cut", cut)));
        html.close();
        if (!report.engines().isEmpty()) {
            html.add(engines(report));
        }
        return html;
    }

    private static Markup engines(BuildReport report) {
        Markup html =
                Table.open("table.engines", null, "column.host", "column.builder", "column.engine", "column.client");
        for (BuildReport.EngineReport engine : report.engines()) {
            html.open("tr")
                    .element("th", engine.host(), "scope", "row")
                    .element("td", engine.flavour())
                    .element("td", engine.serverVersion())
                    .element("td", engine.clientVersion())
                    .close();
        }
        return Table.close(html);
    }

    private static void entry(Markup html, String name, String value) {
        html.element("dt", Wording.of(name))
                .open("dd")
                .element("code", Brevity.cut(value, 400))
                .close();
    }
}
