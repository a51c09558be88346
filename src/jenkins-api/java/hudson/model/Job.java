package hudson.model;

import java.io.File;

/** Declaration of the Jenkins type of this name. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements Item {
    public RunT getLastSuccessfulBuild() {
        throw null;
    }

    @Override
    public String getDisplayName() {
        throw null;
    }

    @Override
    public String getShortUrl() {
        throw null;
    }

    @Override
    public String getName() {
        throw null;
    }

    public RunT getLastCompletedBuild() {
        throw null;
    }

    public File getBuildDir() {
        throw null;
    }
}
