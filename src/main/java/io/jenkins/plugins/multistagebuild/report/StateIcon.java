package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** What states look like without colour: an icon for each, drawn once and used by reference. */
final class StateIcon {

    private static final String RING = "M8 1.8a6.2 6.2 0 1 1 0 12.4a6.2 6.2 0 1 1 0-12.4z";
    private static final String DASHED_RING =
            "M5.5 2.3a6.2 6.2 0 0 1 5 0M13.2 4.6a6.2 6.2 0 0 1 .9 4.9M11.7 13a6.2 6.2 0 0 1-4.6 1.2M3.2 11.9a6.2 6.2 0 0 1-1-5";
    private static final List<String> STATES =
            List.of("built", "cached", "skipped", "failed", "aborted", "running", "waiting", "other");

    private StateIcon() {}

    /** What the icons and hatches of a page refer to; it shows nothing itself. */
    static Markup sprite(Place place) {
        Markup svg =
                new Markup().open("svg", "class", "msb-hidden", "width", "0", "height", "0", "aria-hidden", "true");
        for (String state : STATES) {
            svg.open("symbol", "id", place.id(state), "viewBox", "0 0 16 16")
                    .empty(
                            "path",
                            "d",
                            shape(state),
                            "fill",
                            "none",
                            "stroke",
                            "currentColor",
                            "stroke-width",
                            "1.5",
                            "stroke-linecap",
                            "round")
                    .close();
        }
        svg.open(
                        "pattern",
                        "id",
                        place.id("hatch"),
                        "width",
                        "6",
                        "height",
                        "6",
                        "patternUnits",
                        "userSpaceOnUse",
                        "patternTransform",
                        "rotate(45)")
                .empty("rect", "class", "msb-hatch", "width", "3", "height", "6")
                .close();
        return svg.close();
    }

    private static String shape(String state) {
        return switch (state) {
            case "built" -> RING + "M5.2 8.3l2 2 3.6-4.2";
            case "cached" ->
                "M3 4.4c0-1.4 2.2-2.4 5-2.4s5 1 5 2.4-2.2 2.4-5 2.4-5-1-5-2.4zM3 4.4v7.2c0 1.4 2.2 2.4 5 2.4s5-1 5-2.4V4.4"
                        + "M3 8c0 1.4 2.2 2.4 5 2.4s5-1 5-2.4";
            case "skipped" -> DASHED_RING + "M5.5 8h5";
            case "failed" -> RING + "M5.8 5.8l4.4 4.4m0-4.4l-4.4 4.4";
            case "running" -> "M8 1.8a6.2 6.2 0 1 1-6.2 6.2";
            case "waiting" -> RING + "M8 4.6V8l2.4 1.6";
            case "aborted" -> RING + "M6 6h4v4H6zM7 8h2";
            default -> RING;
        };
    }

    /** The icon of a state, for those who see; a word must stand beside it. Only the style sheet shows it. */
    static Markup of(Place place, String state) {
        return new Markup()
                .open("svg", "class", "msb-icon msb-" + known(state), "display", "none", "aria-hidden", "true")
                .empty("use", "href", place.reference(known(state)))
                .close();
    }

    /** The icon as a part of a picture. */
    static void in(Markup svg, Place place, String state, int x, int y) {
        svg.empty(
                "use",
                "class",
                "msb-" + known(state),
                "href",
                place.reference(known(state)),
                "x",
                "" + x,
                "y",
                "" + y,
                "width",
                "16",
                "height",
                "16");
    }

    /** The state if there is an icon for it: reports may come from a file. */
    static String known(String state) {
        return switch (state) {
            case "success" -> "built";
            case "failure" -> "failed";
            case "shared" -> "cached";
            default -> STATES.contains(state) ? state : "other";
        };
    }
}
