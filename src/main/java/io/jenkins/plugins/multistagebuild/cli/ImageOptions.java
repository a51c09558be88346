package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what becomes of the image. */
final class ImageOptions {

    @Option(
            names = {"-t", "--tag"},
            paramLabel = "TAG",
            description = "A reference for the image; repeatable.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--label", paramLabel = "K=V", description = "A label for the image; repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--push", description = "Push the image to the registries that its tags name.")
    private boolean push;

    BuildRequest.Naming naming() {
        return new BuildRequest.Naming(tags, labels, push);
    }
}
