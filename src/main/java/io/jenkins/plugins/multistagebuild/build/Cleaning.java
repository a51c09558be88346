package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.Temporaries.Whose;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts all hosts in order: what runs that were killed have left goes while this run builds, what it left itself when it has
 * ended.
 */
final class Cleaning implements Serializable {

    private static final long serialVersionUID = 3L;

    /** By then containers have been started, even many, and most commands still run. */
    private static final Duration START = Duration.ofSeconds(3);

    private final Hosts hosts;
    private final Units units;
    private final BuildOptions options;

    @CheckForNull
    private Instant due;

    private int open;
    private boolean begun;
    private boolean over;

    Cleaning(Hosts hosts, Units units, BuildOptions options) {
        this.hosts = hosts;
        this.units = units;
        this.options = options;
    }

    /**
     * What can be done as soon as the run builds. Hosts that come and go are put in order when they go; and an engine that makes
     * containers for many stages at once is asked for more when they run, or when the first has ended.
     */
    List<BuildAction> early(Instant now) {
        boolean busy = !hosts.isSpread() && hosts.cleanable().anyMatch(HostRun::isClassic);
        if (busy) {
            due = now.plus(START);
            return List.of(new BuildAction.Wake(due));
        }
        return killedRuns();
    }

    /** Time has passed: what was not done early. */
    List<BuildAction> woken(Instant now) {
        return due == null || now.isBefore(due) ? List.of() : late();
    }

    /** An engine run has ended: what was not done early. */
    List<BuildAction> late() {
        return begun ? List.of() : killedRuns();
    }

    private List<BuildAction> killedRuns() {
        if (options.hosts().seats() > 0) {
            return List.of();
        }
        begun = true;
        return opened(hosts.cleanable().map(host -> hosts.clean(host, Whose.KILLED_RUNS)));
    }

    /** The run has ended: what is to be done still. */
    List<BuildAction> begin() {
        over = true;
        List<BuildAction> actions = opened(hosts.cleanable()
                .filter(host -> !begun || units.mayHaveLeft(host))
                .map(host -> hosts.clean(host, begun ? Whose.THIS_RUN : Whose.BOTH)));
        return open == 0 ? List.of(new BuildAction.End()) : actions;
    }

    private List<BuildAction> opened(Stream<BuildAction.Clean> cleaning) {
        List<BuildAction> actions = cleaning.<BuildAction>map(each -> each).toList();
        open += actions.size();
        return actions;
    }

    /** A host is in order, or something else happened after the run had ended: the last host to be in order is the end of all. */
    List<BuildAction> on(BuildEvent event, LogSink logs) {
        if (event instanceof BuildEvent.Cleaned cleaned) {
            if (cleaned.problem() != null) {
                logs.say("temporary images could not be removed: " + cleaned.problem());
            }
            open--;
            return over && open == 0 ? List.of(new BuildAction.End()) : List.of();
        }
        return List.of();
    }
}
