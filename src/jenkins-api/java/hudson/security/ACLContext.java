package hudson.security;

/** Declaration of the Jenkins type of this name. */
public class ACLContext implements AutoCloseable {
    private ACLContext() {
        throw null;
    }

    @Override
    public void close() {
        throw null;
    }
}
