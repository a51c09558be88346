package hudson;

import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Declaration of the Jenkins type of this name. */
public abstract class Proc {
    public final int joinWithTimeout(long timeout, TimeUnit unit, TaskListener listener)
            throws IOException, InterruptedException {
        throw null;
    }

    public abstract void kill() throws IOException, InterruptedException;
}
