package hudson.remoting;

import java.io.IOException;

/** Declaration of the Jenkins type of this name. */
public class ChannelClosedException extends IOException {
    private ChannelClosedException() {
        throw null;
    }
}
