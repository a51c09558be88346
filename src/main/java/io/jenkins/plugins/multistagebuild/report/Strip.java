package io.jenkins.plugins.multistagebuild.report;

/** A bar that is divided into parts, as wide as where it stands. */
final class Strip {

    private final Markup parts = new Markup();
    private final double total;
    private double at;

    /**
     * A bar without parts.
     *
     * @param total what its whole width stands for
     */
    Strip(double total) {
        this.total = Math.max(1, total);
    }

    /** Adds a part; nothing for nothing. */
    Strip part(double size, String kind, String tip) {
        double width = Math.min(100 - at, size * 100 / total);
        if (width > 0) {
            String[] attributes = {
                "class",
                "msb-part" + (kind.isEmpty() ? "" : " " + kind),
                "x",
                at == 0 ? null : TimeScale.attribute(at),
                "width",
                TimeScale.attribute(width),
                "height",
                "100%"
            };
            if (tip.isEmpty()) {
                parts.empty("rect", attributes);
            } else {
                parts.open("rect", attributes).element("title", tip).close();
            }
            at += width;
        }
        return this;
    }

    /** As an ornament beside words that say the same. */
    Markup draw() {
        return new Markup()
                .open(
                        "svg",
                        "class",
                        "msb-strip",
                        "display",
                        "none",
                        "width",
                        "100%",
                        "height",
                        "8",
                        "aria-hidden",
                        "true")
                .add(parts)
                .close();
    }

    /** As a picture of its own. */
    Markup picture(Place place, String name, String title, String description) {
        return new Markup()
                .open(
                        "svg",
                        "class",
                        "msb-strip msb-large",
                        "display",
                        "none",
                        "role",
                        "img",
                        "width",
                        "100%",
                        "height",
                        "26",
                        "aria-labelledby",
                        place.id(name + "-title") + " " + place.id(name + "-desc"))
                .element("title", title, "id", place.id(name + "-title"))
                .element("desc", description, "id", place.id(name + "-desc"))
                .add(parts)
                .close();
    }
}
