package hudson.model;

import org.springframework.security.core.Authentication;

/** Declaration of the Jenkins type of this name. */
public class User extends AbstractModelObject {
    private User() {
        throw null;
    }

    public static User getById(String id, boolean create) {
        throw null;
    }

    public Authentication impersonate2() {
        throw null;
    }

    @Override
    public String getDisplayName() {
        throw null;
    }
}
