package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/** A registry or an engine and the credential for it, in a form that is saved with the Pipeline. */
final class Endpoint implements Serializable {

    private static final long serialVersionUID = 1L;

    private final @CheckForNull String address;
    private final @CheckForNull String credentialsId;

    Endpoint(@CheckForNull String address, @CheckForNull String credentialsId) {
        this.address = address;
        this.credentialsId = credentialsId;
    }

    /** Its URL; null for Docker Hub, or the engine that the client finds by itself. */
    @CheckForNull
    String address() {
        return address;
    }

    /** Id of its credential; null for none. */
    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }
}
