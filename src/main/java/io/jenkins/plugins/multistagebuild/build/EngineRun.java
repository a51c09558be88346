package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/** Something on a host that takes its time: a build of a unit, a hand-over or a push. */
final class EngineRun implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Where it is, and, if it sends something to another host, that one. */
    private final List<String> hosts;

    @CheckForNull
    private final UnitRun unit;

    @CheckForNull
    private final HandOverRun handOver;

    /** What of the hand-over it pushes or pulls; null where nothing goes through a registry. */
    @CheckForNull
    private final Publication publication;

    /** Whether it pushes that, or else pulls it. */
    private final boolean pushing;

    private final RunOutput output;
    private boolean running = true;
    private boolean stopped;
    private boolean abandoned;

    @CheckForNull
    private Failure reason;

    private EngineRun(
            List<String> hosts,
            @CheckForNull UnitRun unit,
            @CheckForNull HandOverRun handOver,
            @CheckForNull Publication publication,
            RunOutput output) {
        this.hosts = hosts;
        this.unit = unit;
        this.handOver = handOver;
        this.publication = publication;
        this.pushing = publication != null && !publication.isDone();
        this.output = output;
    }

    static EngineRun of(UnitRun unit, RunOutput output) {
        return new EngineRun(List.of(unit.unit().host()), unit, null, null, output);
    }

    /** A hand-over that comes from a host. */
    static EngineRun of(HandOverRun handOver, String host) {
        return new EngineRun(List.of(host, handOver.to()), null, handOver, null, new SilentOutput());
    }

    /** The part of a hand-over through a registry that a host does. */
    static EngineRun of(HandOverRun handOver, Publication publication, String host) {
        return new EngineRun(List.of(host), null, handOver, publication, new RegistryOutput());
    }

    static EngineRun ofPush(String host, RunOutput output) {
        return new EngineRun(List.of(host), null, null, null, output);
    }

    /** The unit that it builds; null where it is no build. */
    @CheckForNull
    UnitRun unit() {
        return unit;
    }

    /** The hand-over that it is; null where it is none. */
    @CheckForNull
    HandOverRun handOver() {
        return handOver;
    }

    /** What of the hand-over it pushes or pulls; null where nothing goes through a registry. */
    @CheckForNull
    Publication publication() {
        return publication;
    }

    /** Whether it pushes what others are to pull. */
    boolean isPushing() {
        return pushing;
    }

    /** Whether it pushes the final image. */
    boolean isPush() {
        return unit == null && handOver == null;
    }

    /** Name of the host that what it makes is put on. */
    String host() {
        return hosts.get(hosts.size() - 1);
    }

    /** Whether it needs a host. */
    boolean isOn(String name) {
        return hosts.contains(name);
    }

    /** The hosts that it needs: where it is, and where what it sends goes to. */
    List<String> hosts() {
        return hosts;
    }

    RunOutput output() {
        return output;
    }

    boolean isRunning() {
        return running;
    }

    void ended() {
        running = false;
    }

    /** Whether it has been told to end. */
    boolean isStopped() {
        return stopped;
    }

    void stopped(@CheckForNull Failure why) {
        stopped = true;
        reason = why;
    }

    /** Its host is lost: how it ends is of no account. */
    void abandoned() {
        abandoned = true;
        boolean pushed = pushing && publication != null && publication.isDone();
        if (pushing && publication != null && !pushed) {
            publication.failed(null);
        }
        // What has been pushed can still be pulled.
        if (handOver != null && !pushed && handOver.state() == HandOverRun.State.RUNNING) {
            handOver.reset();
        }
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** What it did wrong, for which it was stopped; null where it was not, or not for anything of its own. */
    @CheckForNull
    Failure reason() {
        return reason;
    }
}
