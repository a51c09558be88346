package org.jenkinsci.plugins.docker.commons.credentials;

import hudson.FilePath;
import hudson.model.AbstractDescribableImpl;
import java.io.IOException;

/** Declaration of the Jenkins type of this name. */
public class DockerServerEndpoint extends AbstractDescribableImpl<DockerServerEndpoint> {
    public DockerServerEndpoint(String uri, String credentialsId) {
        throw null;
    }

    public String getUri() {
        throw null;
    }

    public String getCredentialsId() {
        throw null;
    }

    public KeyMaterialFactory newKeyMaterialFactory(FilePath dir, DockerServerCredentials credentials)
            throws IOException, InterruptedException {
        throw null;
    }
}
