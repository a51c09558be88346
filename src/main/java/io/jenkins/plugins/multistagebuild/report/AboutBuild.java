package io.jenkins.plugins.multistagebuild.report;

/** With which engines and which options an image was built, and how it is called. */
final class AboutBuild {

    private AboutBuild() {}

    static Markup of(BuildReport report) {
        Markup html = new Markup().open("dl", "class", "msb-about");
        entry(html, "Dockerfile", report.dockerfile());
        entry(html, "Target", report.stage(report.target()).displayName());
        if (report.image() != null) {
            report.image().tags().forEach(tag -> entry(html, "Tag", tag));
            entry(html, "Image", report.image().id());
            if (report.image().digest() != null) {
                entry(html, "Digest", report.image().digest());
            }
            report.image()
                    .pushes()
                    .forEach(push -> entry(
                            html,
                            "Pushed to",
                            push.reference() + " in " + Durations.format(push.wallMillis()) + ": " + push.digest()));
            if (report.image().base() != null) {
                entry(html, "Base image", report.image().base());
            }
        }
        entry(html, "Begun at", report.startedAt());
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
