package hudson.remoting;

/** Declaration of the Jenkins type of this name. */
public class RequestAbortedException extends RuntimeException {
    public RequestAbortedException(Throwable cause) {
        throw null;
    }
}
