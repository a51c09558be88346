package org.jenkinsci.plugins.docker.commons.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;

/** Declaration of the Jenkins type of this name. */
public class DockerServerCredentials implements StandardCredentials {
    public Secret getClientKeySecret() {
        throw null;
    }
}
