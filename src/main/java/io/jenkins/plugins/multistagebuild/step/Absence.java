package io.jenkins.plugins.multistagebuild.step;

import java.util.concurrent.TimeUnit;

/** How long an agent has been away. */
final class Absence {

    /** How long it may be away until its engine runs count as lost. */
    static final long SECONDS = Long.getLong(Absence.class.getName() + ".seconds", 300);

    /** How long an agent may be there without what the step left on it until it counts as another one of the same name. */
    static final long LACK_SECONDS = 10;

    private final long most;
    private long since;

    Absence() {
        this(SECONDS);
    }

    /**
     * It is there.
     *
     * @param most how many seconds it may be away
     */
    Absence(long most) {
        this.most = most;
    }

    /**
     * What is told of an agent that goes away.
     *
     * @param agent what people call it
     * @param why what is known of that, to stand behind its name; else empty
     */
    static String words(String agent, String why) {
        return "agent " + agent + " is away" + why + "; the build waits " + SECONDS + " s for it";
    }

    /** What is told of one that is there without what the step left on it. */
    static String lackWords(String agent) {
        return "agent " + agent + " is there without what the step left on it; the build waits " + LACK_SECONDS
                + " s for that";
    }

    /** What is told of one that comes back. */
    static String backWords(String agent) {
        return "agent " + agent + " is back";
    }

    /** Notes that the agent is away; tells whether that is news. */
    boolean begins() {
        if (since != 0) {
            return false;
        }
        since = System.nanoTime();
        return true;
    }

    /** Notes that the agent is there; tells whether that is news. */
    boolean ends() {
        boolean away = lasts();
        since = 0;
        return away;
    }

    boolean lasts() {
        return since != 0;
    }

    boolean isTooLong() {
        return lasts() && System.nanoTime() - since >= TimeUnit.SECONDS.toNanos(most);
    }
}
