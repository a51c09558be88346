package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;

/** Declaration of the Jenkins type of this name. */
public interface Item extends AccessControlled {
    Permission EXTENDED_READ = declared();
    Permission READ = declared();
    Permission CONFIGURE = declared();
    Permission CANCEL = declared();

    String getName();

    String getDisplayName();

    String getShortUrl();

    private static Permission declared() {
        throw null;
    }
}
