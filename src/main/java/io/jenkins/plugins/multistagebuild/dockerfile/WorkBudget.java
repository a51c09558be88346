package io.jenkins.plugins.multistagebuild.dockerfile;

/**
 * How much work the variables of one file may make. A variable may hold others, twice and more, so that a short file could ask
 * for any amount of text.
 */
public final class WorkBudget {

    /** Enough for any file that people write, and used up within a second. */
    private static final long LIMIT = 200_000_000L;

    private long spent;

    /** Counts characters handed out or steps made. */
    public void spend(long units) throws RefusedException {
        spent += units;
        if (spent > LIMIT) {
            throw new RefusedException(
                    "the values of this file's variables grow too large together; use fewer of them in each other");
        }
    }
}
