package hudson.model;

import hudson.EnvVars;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import java.io.IOException;
import jenkins.model.ArtifactManager;

/** Declaration of the Jenkins type of this name. */
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements AccessControlled {
    public static final Permission ARTIFACTS = declared();

    private static Permission declared() {
        throw null;
    }

    @Override
    public void addAction(Action a) {
        throw null;
    }

    public File getRootDir() {
        throw null;
    }

    @Override
    public ACL getACL() {
        throw null;
    }

    public String getUrl() {
        throw null;
    }

    public String getFullDisplayName() {
        throw null;
    }

    public long getEstimatedDuration() {
        throw null;
    }

    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        throw null;
    }

    public JobT getParent() {
        throw null;
    }

    public final String getExternalizableId() {
        throw null;
    }

    public static Run<?, ?> fromExternalizableId(String id) {
        throw null;
    }

    public int getNumber() {
        throw null;
    }

    public RunT getPreviousBuild() {
        throw null;
    }

    public boolean isBuilding() {
        throw null;
    }

    public Result getResult() {
        throw null;
    }

    public void setResult(Result r) {
        throw null;
    }

    public void save() throws IOException {
        throw null;
    }

    public final ArtifactManager getArtifactManager() {
        throw null;
    }

    public final ArtifactManager pickArtifactManager() throws IOException {
        throw null;
    }
}
