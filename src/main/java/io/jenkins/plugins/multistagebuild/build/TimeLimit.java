package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long a whole run may take. */
final class TimeLimit implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Duration timeout;
    private final Instant startedAt;

    TimeLimit(RunRules rules, Instant startedAt) {
        this.timeout = rules.timeout();
        this.startedAt = startedAt;
    }

    /** What tells that the time is over. */
    List<BuildAction> watch() {
        return timeout == null ? List.of() : List.of(new BuildAction.Wake(startedAt.plus(timeout)));
    }

    boolean isOver(Instant now) {
        return timeout != null && !now.isBefore(startedAt.plus(timeout));
    }

    String words() {
        return "the build took longer than " + Durations.words(timeout);
    }
}
