package hudson.model;

/** Declaration of the Jenkins type of this name. */
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements Item {
    public RunT getLastSuccessfulBuild() {
        throw null;
    }
}
