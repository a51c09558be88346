package org.jenkinsci.plugins.plaincredentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;

/** Declaration of the Jenkins type of this name. */
public interface StringCredentials extends StandardCredentials {
    Secret getSecret();
}
