package hudson.security;

/** Declaration of the Jenkins type of this name. */
public final class Permission {
    private Permission() {}
}
