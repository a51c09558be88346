package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How long a whole run may take. */
final class TimeLimit implements Serializable {

    private static final long serialVersionUID = 1L;

    private final RunRules rules;
    private final Instant startedAt;

    TimeLimit(RunRules rules, Instant startedAt) {
        this.rules = rules;
        this.startedAt = startedAt;
    }

    /** What tells that the time is over. */
    List<BuildAction> watch() {
        Duration timeout = rules.timeout();
        return timeout == null ? List.of() : List.of(new BuildAction.Wake(startedAt.plus(timeout)));
    }

    boolean isOver(Instant now) {
        Duration timeout = rules.timeout();
        return timeout != null && !now.isBefore(startedAt.plus(timeout));
    }

    String words() {
        Duration timeout = Objects.requireNonNull(rules.timeout(), "only what is limited can be over");
        return "the build took longer than " + Durations.words(timeout);
    }
}
