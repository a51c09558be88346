package org.jenkinsci.plugins.docker.commons.credentials;

import java.io.IOException;
import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class KeyMaterialFactory implements Serializable {
    public KeyMaterial2 materialize2() throws IOException, InterruptedException {
        throw null;
    }
}
