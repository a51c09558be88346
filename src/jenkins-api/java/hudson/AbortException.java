package hudson;

import java.io.IOException;

/** Declaration of the Jenkins type of this name. */
public class AbortException extends IOException {
    public AbortException() {
        throw null;
    }

    public AbortException(String message) {
        throw null;
    }
}
