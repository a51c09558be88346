package io.jenkins.plugins.multistagebuild.plan;

import java.io.Serializable;
import java.util.List;

/**
 * Which host builds what, in how many engine runs.
 *
 * @param units what is built in one engine run each; the first one makes the final image
 */
public record Plan(List<Unit> units) implements Serializable {

    public Plan {
        units = List.copyOf(units);
    }
}
