package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.Serializable;
import java.util.List;

/**
 * What a plan is made for.
 *
 * @param graph the stages
 * @param hosts where they can be built, at least one, with different names
 * @param costs what they cost
 * @param platform the platform asked for; null for the first host's own
 */
public record PlanRequest(StageGraph graph, List<Host> hosts, Costs costs, @CheckForNull String platform)
        implements Serializable {

    public PlanRequest {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty() || hosts.stream().map(Host::name).distinct().count() < hosts.size()) {
            throw new IllegalArgumentException(
                    "hosts " + hosts.stream().map(Host::name).toList());
        }
    }

    /** The same for other hosts. */
    PlanRequest withHosts(List<Host> others) {
        return new PlanRequest(graph, others, costs, platform);
    }
}
