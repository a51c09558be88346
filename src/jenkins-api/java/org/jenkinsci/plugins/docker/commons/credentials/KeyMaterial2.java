package org.jenkinsci.plugins.docker.commons.credentials;

import hudson.EnvVars;
import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class KeyMaterial2 implements Serializable {
    public final EnvVars env() {
        throw null;
    }
}
