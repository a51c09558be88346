package hudson.security;

/** Declaration of the Jenkins type of this name. */
public interface AccessControlled {
    ACL getACL();

    default void checkPermission(Permission permission) {
        throw null;
    }

    default boolean hasPermission(Permission permission) {
        throw null;
    }
}
