package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What the end of a push or pull means for the hand-over through a registry that it is a part of. */
final class RegistryEnds implements Serializable {

    private static final long serialVersionUID = 1L;

    private final BuildOptions options;
    private final Hosts hosts;

    RegistryEnds(BuildOptions options, Hosts hosts) {
        this.options = options;
        this.hosts = hosts;
    }

    /** Whether it is the registry that had no room, and not the host. */
    boolean isFull(EngineRun run) {
        return run.output() instanceof RegistryOutput output && output.isPushing();
    }

    /** Whether the hand-over is still needed: what is pushed for a host that is lost meanwhile may fail. */
    boolean counts(EngineRun run) {
        HandOverRun handOver = run.handOver();
        return run.publication() == null || handOver != null && hosts.isThere(handOver.to());
    }

    /** Why it did not go well, once it has ended; null where it did. */
    @CheckForNull
    String problem(EngineRun run, int exitStatus) {
        Publication publication = publication(run);
        RegistryOutput output = (RegistryOutput) run.output();
        HandOverRepository repository = repository();
        String words = output.words(exitStatus);
        if (run.isPushing()) {
            if (exitStatus != 0) {
                return output.isPushing() ? RegistryTrouble.words(run.host(), "push to", repository, words) : words;
            }
            return output.digest() == null ? "the client of " + run.host() + " told no digest of what it pushed" : null;
        }
        if (exitStatus == 0) {
            return null;
        }
        String digest = output.digest();
        return digest == null || digest.equals(publication.digest())
                ? RegistryTrouble.words(run.host(), "pull from", repository, words)
                : "what " + repository.name() + " has under " + repository.image(options.runId(), publication.number())
                        + " is not what was pushed there; let nobody else write to that repository";
    }

    /** It has gone well. */
    List<BuildAction> done(EngineRun run, Instant now) {
        HandOverRun handOver = Objects.requireNonNull(run.handOver(), "only a hand-over goes through a registry");
        Publication publication = publication(run);
        RegistryOutput output = (RegistryOutput) run.output();
        HostRun host = hosts.get(run.host());
        if (!run.isPushing()) {
            // With containerd's image store a pull leaves out layers that are there unpacked; to make an image of them
            // BuildKit fetches them, and has to know where from.
            String reference = host.isClassic() ? null : repository().withDigest(publication.digest());
            handOver.arrived(publication, repository().registry(), output.fetched(), reference, now);
            return List.of();
        }
        publication.done(Objects.requireNonNull(output.digest(), "a push without a digest has not gone well"));
        handOver.pushed();
        return List.of(new BuildAction.Weigh(
                host.host(), publication.number(), repository().withDigest(publication.digest())));
    }

    /** It has failed, which its hand-over knows by now. */
    void failed(EngineRun run) {
        if (run.isPushing()) {
            publication(run).failed(Objects.requireNonNull(run.handOver()).notBefore());
        }
    }

    private static Publication publication(EngineRun run) {
        return Objects.requireNonNull(run.publication(), "only what goes through a registry is run for a hand-over");
    }

    private HandOverRepository repository() {
        return Objects.requireNonNull(options.hosts().registry(), "nothing is pushed where no registry is given");
    }
}
