package hudson;

import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Declaration of the Jenkins type of this name. */
public abstract class Launcher {
    public final ProcStarter launch() {
        throw null;
    }

    public abstract void kill(Map<String, String> modelEnvVars) throws IOException, InterruptedException;

    public boolean isUnix() {
        throw null;
    }
    /** Declaration of the Jenkins type of this name. */
    public static class LocalLauncher extends Launcher {
        public LocalLauncher(TaskListener listener) {
            throw null;
        }

        @Override
        public void kill(Map<String, String> modelEnvVars) {
            throw null;
        }
    }
    /** Declaration of the Jenkins type of this name. */
    public final class ProcStarter {
        public ProcStarter cmds(List<String> args) {
            throw null;
        }

        public ProcStarter envs(Map<String, String> overrides) {
            throw null;
        }

        public ProcStarter pwd(FilePath workDir) {
            throw null;
        }

        public ProcStarter quiet(boolean quiet) {
            throw null;
        }

        public ProcStarter stdout(OutputStream out) {
            throw null;
        }

        public ProcStarter stderr(OutputStream err) {
            throw null;
        }

        public Proc start() throws IOException {
            throw null;
        }
    }
}
