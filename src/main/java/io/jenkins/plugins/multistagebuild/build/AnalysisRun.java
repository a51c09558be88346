package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looking into the final image when it has been built. That it fails is no failure of the build. */
final class AnalysisRun implements Serializable {

    private static final long serialVersionUID = 1L;

    @CheckForNull
    private Instant startedAt;

    @CheckForNull
    private Analysis analysis;

    List<BuildAction> start(DockerHost host, ImageDetails image, Instant now, LogSink logs) {
        startedAt = now;
        logs.say("looking into the layers of the image");
        return List.of(new BuildAction.Analyze(host, image));
    }

    /** When the build was over and this began; null where it did not. */
    @CheckForNull
    Instant startedAt() {
        return startedAt;
    }

    /** Ends it before its end, if it goes on: what the image wastes is then not known. */
    List<BuildAction> stop(String reason, Instant now) {
        Instant began = startedAt;
        if (began == null || analysis != null) {
            return List.of();
        }
        analysis = Analysis.failed(reason, Duration.between(began, now).toMillis());
        return List.of(new BuildAction.StopAnalysis());
    }

    /** It has ended. One that was stopped keeps the reason for that. */
    void ended(Analysis how, LogSink logs) {
        Analysis kept = analysis == null ? how : analysis;
        analysis = kept;
        if (kept.problem() != null) {
            logs.say("the image could not be looked into: " + kept.problem());
        }
    }

    /** How it ended; null where it has not, or was not asked for. */
    @CheckForNull
    Analysis outcome() {
        return analysis;
    }
}
