package hudson.model;

/** Declaration of the Jenkins type of this name. */
public final class Result {
    private Result() {
        throw null;
    }

    public static final Result UNSTABLE = new Result();
    public static final Result FAILURE = new Result();
    public static final Result ABORTED = new Result();

    public boolean isBetterOrEqualTo(Result that) {
        throw null;
    }
}
