package hudson.util;

import java.util.concurrent.ThreadFactory;

/** Declaration of the Jenkins type of this name. */
public class NamingThreadFactory implements ThreadFactory {
    public NamingThreadFactory(ThreadFactory delegate, String name) {
        throw null;
    }

    @Override
    public Thread newThread(Runnable r) {
        throw null;
    }
}
