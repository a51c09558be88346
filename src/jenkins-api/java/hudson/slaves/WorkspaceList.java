package hudson.slaves;

import hudson.FilePath;

/** Declaration of the Jenkins type of this name. */
public final class WorkspaceList {
    private WorkspaceList() {
        throw null;
    }

    public synchronized Lease allocate(FilePath base) throws InterruptedException {
        throw null;
    }

    /** Declaration of the Jenkins type of this name. */
    public abstract static class Lease {
        public final FilePath path = declared();

        private static FilePath declared() {
            throw null;
        }

        public abstract void release();
    }

    public static FilePath tempDir(FilePath ws) {
        throw null;
    }
}
