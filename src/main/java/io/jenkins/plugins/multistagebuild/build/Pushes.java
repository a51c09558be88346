package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The pushes of the final image, one tag after the other: what they have in common is sent once. They come after the image
 * has been looked at, so that a registry that refuses takes nothing from the report.
 */
final class Pushes implements Serializable {

    private static final long serialVersionUID = 1L;

    private final BuildOptions options;
    private final Retries retries;
    private final List<Push> done = new ArrayList<>();

    @CheckForNull
    private PushOutput output;

    private int failures;

    @CheckForNull
    private Instant notBefore;

    Pushes(BuildOptions options, Retries retries) {
        this.options = options;
        this.retries = retries;
    }

    List<Push> done() {
        return done;
    }

    /** The reference that is pushed now or next; null where none is left. */
    @CheckForNull
    String next() {
        List<String> tags = options.request().naming().tags();
        return options.request().naming().push() && done.size() < tags.size() ? tags.get(done.size()) : null;
    }

    /** Where a builder has pushed the image by itself; null where an engine has it. */
    @CheckForNull
    BuildAction.PushedByBuilder byBuilder(Engine engine) {
        String builder = options.request().switches().builder();
        return engine.isBuilderAlone() && builder != null
                ? new BuildAction.PushedByBuilder(
                        builder, options.request().naming().tags().get(0))
                : null;
    }

    /** A builder without an engine has pushed the image as a part of the build, under all tags. */
    void doneBy(Engine engine, String digest) {
        if (engine.isBuilderAlone()) {
            options.request().naming().tags().forEach(tag -> done.add(new Push(tag, digest, 0)));
        }
    }

    /** Whether a push is to be tried again now. */
    boolean isDue(Instant now) {
        return notBefore != null && !notBefore.isAfter(now);
    }

    /** What takes the output of a push that begins now. */
    RunOutput begin(Instant now) {
        output = new PushOutput(now);
        notBefore = null;
        return output;
    }

    /** The command that pushes {@link #next} from a host. */
    BuildAction.Run run(int number, DockerHost host) {
        return new BuildAction.Run(number, host.command(List.of("push", next()), Map.of()), null, List.of());
    }

    /** What became of the push: null where it went well, else why it did not. */
    @CheckForNull
    Failure ended(int exitStatus, Instant now) {
        String reference = next();
        PushOutput pushed = Objects.requireNonNull(output, "a push ends after it has begun");
        String digest = pushed.digest();
        if (exitStatus == 0 && digest != null) {
            done.add(new Push(
                    reference,
                    digest,
                    Math.max(0, Duration.between(pushed.startedAt(), now).toMillis())));
            failures = 0;
            return null;
        }
        List<String> said = pushed.looseLines();
        String words = said.isEmpty()
                ? "the client ended with exit status " + exitStatus + " and said nothing"
                : exitStatus == 0 ? "the client told no digest" : StepFailure.words(said.get(said.size() - 1));
        return new Failure("pushing " + reference + " failed: " + words + wayOut(words), null, 0, null, said);
    }

    private static String wayOut(String words) {
        boolean refused = words.contains("denied")
                || words.contains("unauthorized")
                || words.contains("no basic auth")
                || words.contains("authentication required");
        return refused ? "; log the docker client in to the registry, with an account that may push there" : "";
    }

    /** What has it tried again a little later; null where that is of no use. */
    @CheckForNull
    BuildAction again(Failure why, Instant now, LogSink logs) {
        if (!retries.may(why, failures)) {
            return null;
        }
        Instant at = retries.at(why, failures, now, logs);
        failures++;
        notBefore = at;
        return new BuildAction.Wake(at);
    }
}
