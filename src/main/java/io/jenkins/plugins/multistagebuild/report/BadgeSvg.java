package io.jenkins.plugins.multistagebuild.report;

/**
 * A small picture to be embedded in other pages, where no style of ours is: hence with colours of its own, which have enough
 * contrast on light and dark pages.
 */
public final class BadgeSvg {

    private static final int CHARACTER = 7;
    private static final int PADDING = 8;
    private static final String LABEL = "image";

    private BadgeSvg() {}

    /**
     * Draws it.
     *
     * @param size the size of the image, for people
     * @param change how much it has changed, with its sign; empty where it has not
     * @param sign above 0 where that is for the worse, below 0 where it is for the better
     */
    public static String of(String size, String change, int sign) {
        String value = change.isEmpty() ? size : size + " (" + change + ")";
        int left = width(LABEL);
        int right = width(value);
        Markup svg = new Markup()
                .open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "width",
                        "" + (left + right),
                        "height",
                        "20",
                        "role",
                        "img",
                        "aria-label",
                        LABEL + ": " + value)
                .element("title", LABEL + ": " + value);
        box(svg, 0, left, "#474b57", LABEL);
        box(svg, left, right, sign > 0 ? "#9a4b00" : sign < 0 ? "#14703c" : "#0b62a0", value);
        return svg.close().toString();
    }

    private static int width(String text) {
        return text.length() * CHARACTER + 2 * PADDING;
    }

    private static void box(Markup svg, int x, int width, String colour, String text) {
        svg.empty("rect", "x", "" + x, "width", "" + width, "height", "20", "fill", colour);
        svg.element(
                "text",
                text,
                "x",
                "" + (x + PADDING),
                "y",
                "14",
                "textLength",
                "" + (width - 2 * PADDING),
                "fill",
                "#fff",
                "font-family",
                "Verdana,DejaVu Sans,sans-serif",
                "font-size",
                "11");
    }
}
