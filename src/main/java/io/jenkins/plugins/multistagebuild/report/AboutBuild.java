package io.jenkins.plugins.multistagebuild.report;

/** With which engines and which options an image was built, and how it is called. */
final class AboutBuild {

    private AboutBuild() {}

    static Markup of(BuildReport report) {
        Markup html = new Markup().open("dl", "class", "msb-about");
        entry(html, "Dockerfile", report.dockerfile());
        entry(html, "Target", report.stage(report.target()).displayName());
        BuildReport.ImageReport image = report.image();
        if (image != null) {
            image.tags().forEach(tag -> entry(html, "Tag", tag));
            entry(html, "Image", image.id());
            String digest = image.digest();
            if (digest != null) {
                entry(html, "Digest", digest);
            }
            image.pushes()
                    .forEach(push -> entry(
                            html,
                            "Pushed to",
                            push.reference() + " in " + Durations.format(push.wallMillis()) + ": " + push.digest()));
            String base = image.base();
            if (base != null) {
                entry(html, "Base image", base);
            }
        }
        entry(html, "Begun at", Dates.toTheSecond(report.startedAt()));
        report.cut().forEach(cut -> entry(html, "Left out", cut));
        html.close();
        if (!report.engines().isEmpty()) {
            html.add(engines(report));
        }
        return html;
    }

    private static Markup engines(BuildReport report) {
        Markup html = Table.open("Table of engines", null, "Host", "Builder", "Engine", "Client");
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
        html.element("dt", name)
                .open("dd")
                .element("code", Brevity.cut(value, 400))
                .close();
    }
}
