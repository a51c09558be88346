package jenkins.model;

import hudson.model.Node;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;

/** Declaration of the Jenkins type of this name. */
public class Jenkins implements AccessControlled {
    private Jenkins() {
        throw null;
    }

    public static Jenkins get() {
        throw null;
    }

    public File getRootDir() {
        throw null;
    }

    public Node getNode(String name) {
        throw null;
    }

    public static final Permission ADMINISTER = declared();

    private static Permission declared() {
        throw null;
    }
}
