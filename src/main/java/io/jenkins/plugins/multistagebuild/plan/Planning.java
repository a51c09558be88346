package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.io.Serializable;
import java.util.List;

/**
 * A plan, or the problems why there is none.
 *
 * @param plan the plan; null where there are problems
 * @param problems stages that no host can build; empty where there is a plan
 */
public record Planning(@CheckForNull Plan plan, List<Problem> problems) implements Serializable {

    public Planning {
        problems = List.copyOf(problems);
    }
}
