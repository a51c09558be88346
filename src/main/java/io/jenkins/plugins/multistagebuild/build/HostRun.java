package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.plan.Host;
import java.io.Serializable;
import java.util.List;

/**
 * A host that has answered.
 *
 * @param host how it is reached
 * @param engine what builds there
 * @param place what the planner knows of it
 * @param plainImages external images that it has and that are known to have no ONBUILD triggers
 * @param clockAheadMillis how far its clock is ahead of ours; negative where it is behind
 * @param engineId what tells its engine from others; empty where it is not known
 */
record HostRun(
        DockerHost host, Engine engine, Host place, List<String> plainImages, long clockAheadMillis, String engineId)
        implements Serializable {

    HostRun {
        plainImages = List.copyOf(plainImages);
    }

    String name() {
        return host.name();
    }

    boolean isClassic() {
        return engine.flavour() == Flavour.CLASSIC;
    }
}
