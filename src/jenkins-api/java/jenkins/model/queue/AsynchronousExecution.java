package jenkins.model.queue;

import hudson.model.Executor;

/** Declaration of the Jenkins type of this name. */
public abstract class AsynchronousExecution extends RuntimeException {
    protected AsynchronousExecution() {
        throw null;
    }

    public abstract void interrupt(boolean forShutdown);

    public abstract boolean blocksRestart();

    public abstract boolean displayCell();

    public final synchronized Executor getExecutor() {
        throw null;
    }

    public final synchronized void completed(Throwable error) {
        throw null;
    }
}
