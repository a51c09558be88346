package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/** Something on a host that takes its time: a build of a unit, a hand-over or a push. */
final class EngineRun implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String host;

    @CheckForNull
    private final UnitRun unit;

    @CheckForNull
    private final HandOverRun handOver;

    private final RunOutput output;
    private boolean running = true;
    private boolean stopped;
    private boolean abandoned;

    @CheckForNull
    private Failure reason;

    private EngineRun(String host, @CheckForNull UnitRun unit, @CheckForNull HandOverRun handOver, RunOutput output) {
        this.host = host;
        this.unit = unit;
        this.handOver = handOver;
        this.output = output;
    }

    static EngineRun of(UnitRun unit, RunOutput output) {
        return new EngineRun(unit.unit().host(), unit, null, output);
    }

    /** A hand-over that comes from a host. */
    static EngineRun of(HandOverRun handOver, String host) {
        return new EngineRun(host, null, handOver, new SilentOutput());
    }

    static EngineRun ofPush(String host, RunOutput output) {
        return new EngineRun(host, null, null, output);
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

    /** Name of the host that what it makes is put on. */
    String host() {
        return handOver == null ? host : handOver.to();
    }

    /** Whether it needs a host. */
    boolean isOn(String name) {
        return host.equals(name) || handOver != null && handOver.to().equals(name);
    }

    /** The hosts that it needs: where it is, and where a hand-over goes to. */
    List<String> hosts() {
        return handOver == null ? List.of(host) : List.of(host, handOver.to());
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
        if (handOver != null && handOver.state() == HandOverRun.State.RUNNING) {
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
