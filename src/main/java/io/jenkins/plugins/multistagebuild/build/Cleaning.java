package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.Temporaries.Whose;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts all hosts in order: what runs that were killed have left goes while this run builds, what it left itself when it has
 * ended.
 */
final class Cleaning implements Serializable {

    private static final long serialVersionUID = 3L;

    private final Hosts hosts;
    private final Units units;
    private final BuildOptions options;

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
     * containers for many stages at once is not asked for more just then.
     */
    List<BuildAction> early() {
        boolean busy = !hosts.isSpread() && hosts.cleanable().anyMatch(HostRun::isClassic);
        return busy ? List.of() : killedRuns();
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
