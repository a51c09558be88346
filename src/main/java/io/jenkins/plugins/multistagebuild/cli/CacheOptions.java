package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what may be taken from earlier builds. */
final class CacheOptions {

    @Option(names = "--no-cache", description = "Leave the cache aside.")
    private boolean noCache;

    @Option(
            names = "--no-cache-filter",
            paramLabel = "STAGE",
            split = ",",
            description = "Leave the cache aside for this stage; repeatable.")
    private List<String> noCacheFilter = new ArrayList<>();

    @Option(
            names = "--cache-from",
            paramLabel = "IMAGE|type=TYPE,…",
            description = "Where to look for results of earlier builds; repeatable.")
    private List<String> from = new ArrayList<>();

    @Option(
            names = "--cache-to",
            paramLabel = "type=TYPE,…",
            description = "Where to leave results for later builds; needs buildx; repeatable.")
    private List<String> to = new ArrayList<>();

    BuildRequest.Cache cache() {
        return new BuildRequest.Cache(noCache, noCacheFilter, from, to);
    }
}
