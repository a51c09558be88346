package hudson.util;

import java.util.concurrent.ThreadFactory;

/** Declaration of the Jenkins type of this name. */
public class DaemonThreadFactory implements ThreadFactory {
    public DaemonThreadFactory() {
        throw null;
    }

    @Override
    public Thread newThread(Runnable r) {
        throw null;
    }
}
