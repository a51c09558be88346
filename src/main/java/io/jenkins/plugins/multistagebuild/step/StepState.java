package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.Build;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a step knows that has to survive a restart. It is saved encrypted: build arguments, commands and the last lines of
 * stages hold what is hidden in logs. Its owner guards it by the monitor under which it is saved.
 */
final class StepState implements Serializable {

    private static final long serialVersionUID = 1L;

    /** One in so many is looked at again where assertions are on, which takes longer than all else. */
    private static final int CHECKED = 8;

    private final MultiStageBuildStep step;
    private final Crew crew;
    private final Agenda agenda;
    private volatile @CheckForNull Build build;
    private volatile @CheckForNull String baseId;
    private transient int changes;
    /** It as it was when it was saved last, since a Pipeline saves all its steps together, however few of them have news. */
    private transient @CheckForNull Sealed sealed;

    private transient int sealedAt;
    private transient int again;

    private StepState(
            MultiStageBuildStep step,
            Crew crew,
            Agenda agenda,
            @CheckForNull Build build,
            @CheckForNull String baseId) {
        this.step = step;
        this.crew = crew;
        this.agenda = agenda;
        this.build = build;
        this.baseId = baseId;
    }

    /** That of a step that begins. */
    static StepState of(MultiStageBuildStep step) {
        return new StepState(step, new Crew(new Roster(step.getAtMost())), new Agenda(), null, null);
    }

    /** What was asked for. */
    MultiStageBuildStep step() {
        return step;
    }

    /** Where it is done. */
    Crew crew() {
        return crew;
    }

    /** What is to be done, and what goes on. */
    Agenda agenda() {
        return agenda;
    }

    /** How far it is; null until the Dockerfile has been read. */
    @CheckForNull
    Build build() {
        return build;
    }

    void begin(Build begun) {
        changed();
        build = begun;
    }

    /** Id of the base image; null where there is none, or it is not known. */
    @CheckForNull
    String baseId() {
        return baseId;
    }

    void basedOn(@CheckForNull String id) {
        changed();
        baseId = id;
    }

    /** Notes that the build is going to change. */
    void changed() {
        changes++;
    }

    private Object writeReplace() throws IOException {
        int now = changes + agenda.changes() + crew.changes();
        Sealed last = sealed;
        if (last == null || sealedAt != now) {
            last = Sealed.of(parts());
            sealed = last;
            sealedAt = now;
        } else {
            again++;
            assert again % CHECKED != 0 || last.holds(parts()) : "a change was not noted";
        }
        return new Saved(last);
    }

    private Object[] parts() {
        return new Object[] {step, crew, agenda, build, baseId};
    }

    /** How it is saved. */
    private static final class Saved implements Serializable {

        private static final long serialVersionUID = 1L;

        private final Sealed content;

        private Saved(Sealed content) {
            this.content = content;
        }

        private Object readResolve() throws IOException, ClassNotFoundException {
            Object[] parts = (Object[]) content.open();
            return new StepState(
                    (MultiStageBuildStep) parts[0], (Crew) parts[1], (Agenda) parts[2], (Build) parts[3], (String)
                            parts[4]);
        }
    }
}
