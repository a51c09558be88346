package hudson.security;

import org.springframework.security.core.Authentication;

/** Declaration of the Jenkins type of this name. */
public abstract class ACL {
    public static final Authentication SYSTEM2 = declared();

    private static Authentication declared() {
        throw null;
    }

    public static ACLContext as2(Authentication auth) {
        throw null;
    }
}
