package io.jenkins.plugins.multistagebuild.page;

import java.util.List;

/** Every address of the plugin, so that none is forgotten in a test. */
final class Addresses {

    private Addresses() {}

    /** Those of a build with a step that has ended, seen from the build. */
    static List<String> ofBuild(String step) {
        String page = "multi-stage-build/step/" + step + "/";
        return List.of(
                "multi-stage-build/",
                "multi-stage-build/api/json",
                "multi-stage-build/api/xml",
                page,
                page + "live",
                page + "report.json",
                page + "stage/0/",
                page + "stage/0/live",
                page + "stage/0/log");
    }
}
