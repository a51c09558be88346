package io.jenkins.plugins.multistagebuild.docker;

/**
 * Names of images that have come to a host. They need a name, since BuildKit takes no image id behind {@code FROM}; theirs
 * is of a domain that nobody can have (RFC 2606), so that no engine asks a registry for it, and ends with the run's id.
 */
public final class HandOverName {

    /** The repository of all of them, which is in no registry. */
    static final HandOverRepository REPOSITORY = new HandOverRepository("multi-stage-build.invalid/hand-over");

    private HandOverName() {}

    /** The name of a run's hand-over. */
    public static String of(RunId run, int number) {
        return REPOSITORY.image(run, number);
    }
}
