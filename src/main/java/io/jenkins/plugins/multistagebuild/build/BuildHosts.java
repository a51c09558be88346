package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import io.jenkins.plugins.multistagebuild.graph.ImageReference;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import java.io.Serializable;
import java.util.List;

/**
 * Where a run builds, and how several hosts share the work.
 *
 * @param hosts the hosts, at least one, with different names
 * @param allRequired whether a host that does not answer at the start is an error; else it is left out
 * @param costs what stages are expected to cost; null where nothing but the Dockerfile is known
 * @param planner what shares out the work
 * @param ignore what of the context is left out, where a file beside the Dockerfile says it; null where none does
 * @param seats how many further hosts may come while the run goes on
 * @param registry the repository by which hand-overs travel; null where they go from host to host
 */
public record BuildHosts(
        List<DockerHost> hosts,
        boolean allRequired,
        @CheckForNull Costs costs,
        WorkPlanner planner,
        @CheckForNull byte[] ignore,
        int seats,
        @CheckForNull HandOverRepository registry)
        implements Serializable {

    public BuildHosts {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty() || hosts.stream().map(DockerHost::name).distinct().count() < hosts.size()) {
            throw new IllegalArgumentException(
                    "hosts " + hosts.stream().map(DockerHost::name).toList());
        }
    }

    /** Hosts that are all known from the start. */
    public BuildHosts(
            List<DockerHost> hosts,
            boolean allRequired,
            @CheckForNull Costs costs,
            WorkPlanner planner,
            @CheckForNull byte[] ignore) {
        this(hosts, allRequired, costs, planner, ignore, 0, null);
    }

    /** The same where further hosts may come while the run goes on. */
    public BuildHosts withSeats(int others) {
        return new BuildHosts(hosts, allRequired, costs, planner, ignore, others, registry);
    }

    /**
     * The same where hand-overs travel by a repository of a registry.
     *
     * @param repository one with which {@link ImageReference#repositoryFault} finds no fault; null for none
     */
    public BuildHosts withRegistry(@CheckForNull String repository) {
        HandOverRepository travelled =
                repository == null ? null : new HandOverRepository(ImageReference.familiar(repository));
        return new BuildHosts(hosts, allRequired, costs, planner, ignore, seats, travelled);
    }

    /** One host. */
    public static BuildHosts of(DockerHost host) {
        return new BuildHosts(List.of(host), true, null, WorkPlanner.ByCosts.PLANNER, null);
    }

    /** Shares out the work of a run. */
    @FunctionalInterface
    public interface WorkPlanner extends Serializable {

        /** A plan, or why there is none. */
        Planning plan(PlanRequest request);

        /** Shares it out by costs. A constant, so that a run that was saved finds it again whatever became of this class. */
        enum ByCosts implements WorkPlanner {
            PLANNER;

            @Override
            public Planning plan(PlanRequest request) {
                return Planner.plan(request);
            }
        }
    }

    boolean isOne() {
        return hosts.size() == 1 && seats == 0;
    }
}
