package hudson.model;

import java.util.Collection;
import jenkins.model.CauseOfInterruption;

/** Declaration of the Jenkins type of this name. */
public class Executor extends Thread implements ModelObject {
    private Executor() {
        throw null;
    }

    public static Executor currentExecutor() {
        throw null;
    }

    public static Executor of(Queue.Executable executable) {
        throw null;
    }

    public Computer getOwner() {
        throw null;
    }

    public int getNumber() {
        throw null;
    }

    public Collection<CauseOfInterruption> getCausesOfInterruption() {
        throw null;
    }

    @Override
    public String getDisplayName() {
        throw null;
    }
}
