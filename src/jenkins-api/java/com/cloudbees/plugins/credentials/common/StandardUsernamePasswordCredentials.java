package com.cloudbees.plugins.credentials.common;

import hudson.util.Secret;

/** Declaration of the Jenkins type of this name. */
public interface StandardUsernamePasswordCredentials extends StandardCredentials {
    String getUsername();

    Secret getPassword();
}
