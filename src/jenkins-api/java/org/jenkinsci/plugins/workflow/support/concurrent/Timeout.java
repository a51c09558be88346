package org.jenkinsci.plugins.workflow.support.concurrent;

import java.util.concurrent.TimeUnit;

/** Declaration of the Jenkins type of this name. */
public class Timeout implements AutoCloseable {
    private Timeout() {
        throw null;
    }

    @Override
    public void close() {
        throw null;
    }

    public static Timeout limit(long time, TimeUnit unit) {
        throw null;
    }
}
