package io.jenkins.plugins.multistagebuild.cli;

/** Something that goes on beside the run and can be ended before its time. */
interface Stoppable {

    /** Asks it to end, and makes it end when it does not. Its end is told as usual. */
    void stop();
}
