package io.jenkins.plugins.multistagebuild.plan;

/**
 * When what happens.
 *
 * @param makespan when all is done; {@link Long#MAX_VALUE} where units wait for each other
 * @param unitBegins when each unit begins
 * @param unitEnds when each unit has ended
 * @param ends when each copy of a stage is done
 */
record Timetable(long makespan, long[] unitBegins, long[] unitEnds, long[] ends) {

    boolean isPossible() {
        return makespan < Long.MAX_VALUE;
    }
}
