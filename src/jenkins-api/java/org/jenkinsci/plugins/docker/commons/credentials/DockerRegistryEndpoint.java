package org.jenkinsci.plugins.docker.commons.credentials;

import hudson.model.AbstractDescribableImpl;

/** Declaration of the Jenkins type of this name. */
public class DockerRegistryEndpoint extends AbstractDescribableImpl<DockerRegistryEndpoint> {
    public DockerRegistryEndpoint(String url, String credentialsId) {
        throw null;
    }

    public String getUrl() {
        throw null;
    }

    public String getCredentialsId() {
        throw null;
    }
}
