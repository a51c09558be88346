package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import java.io.Serializable;

/**
 * A hand-over between two agents, which goes on over a restart at the step where it was: the one writes what is handed over to
 * a file, the file is copied over the controller, which keeps nothing of it, and the other one reads it.
 *
 * @param send what is to be handed over
 * @param from where it comes from
 * @param to where it goes
 * @param stage how far it is
 * @param bytes how much went over; 0 until it has
 */
record Relay(BuildAction.Send send, Workplace from, Workplace to, Stage stage, long bytes) implements Serializable {

    /** How far it is. */
    enum Stage {
        WRITING,
        COPYING,
        READING
    }

    static Relay of(BuildAction.Send send, Workplace from, Workplace to) {
        return new Relay(send, from, to, Stage.WRITING, 0);
    }

    Relay copying() {
        return new Relay(send, from, to, Stage.COPYING, 0);
    }

    Relay reading(long copied) {
        return new Relay(send, from, to, Stage.READING, copied);
    }

    int unit() {
        return send.unit();
    }

    /** Name of the file below the step's folder on both agents. */
    String file() {
        return "send-" + unit() + ".tar";
    }
}
