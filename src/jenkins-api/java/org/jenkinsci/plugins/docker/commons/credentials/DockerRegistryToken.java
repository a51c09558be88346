package org.jenkinsci.plugins.docker.commons.credentials;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public final class DockerRegistryToken implements Serializable {
    private DockerRegistryToken() {}

    public String getToken() {
        throw null;
    }
}
