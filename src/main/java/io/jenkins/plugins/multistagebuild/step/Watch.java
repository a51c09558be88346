package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * Looks after the engine runs on the agent: takes what they print, notices those that have ended, and notices when the
 * agent goes away and comes back. For one look at a time.
 */
final class Watch {

    private static final Logger LOGGER = Logger.getLogger(Watch.class.getName());
    private static final long LOOK_SECONDS = 20;
    private static final int CHUNKS = 40;

    private final Workplace workplace;
    private final StepContext context;
    private final Listener listener;
    private final Absence absence = new Absence();
    private final Absence lack = new Absence(Absence.LACK_SECONDS);

    Watch(Workplace workplace, StepContext context, Listener listener) {
        this.workplace = workplace;
        this.context = context;
        this.listener = listener;
    }

    /** Who hears what a look has brought. */
    interface Listener {

        /** How many bytes of an engine run's output are known. */
        long consumed(int unit);

        /** The next bytes that an engine run printed. */
        void printed(int unit, byte[] bytes) throws Exception;

        /** An engine run has ended, after all that it printed has been told. */
        void ended(BuildEvent event) throws Exception;

        /** The agent went away or came back. */
        void say(String line) throws Exception;

        /** The agent has been away too long to be waited for. */
        void gone() throws Exception;
    }

    /** Whether the agent could not be reached at the last look. */
    boolean isWaitingForAgent() {
        return absence.lasts();
    }

    /** Looks at each run once; tells whether that brought something. */
    @SuppressWarnings("try")
    boolean look(List<EngineRun> runs) throws Exception {
        boolean news = false;
        try (Timeout ignored = Timeout.limit(LOOK_SECONDS, TimeUnit.SECONDS)) {
            FilePath directory = workplace.find();
            if (directory == null) {
                lack.ends();
                away(Absence.words(workplace.nodeName(), ""));
            } else if (!workplace.isIntact(directory)) {
                lack.begins();
                away(lacking());
            } else {
                lack.ends();
                back();
                for (EngineRun run : runs) {
                    news |= look(directory, run);
                }
            }
        } catch (IOException | InterruptedException | RequestAbortedException e) {
            LOGGER.log(Level.FINE, e, () -> "could not look at " + workplace);
            away(Absence.words(workplace.nodeName(), " (" + e + ")"));
        }
        return news;
    }

    private boolean look(FilePath directory, EngineRun run) throws Exception {
        Integer status = run.exitStatus(directory, context);
        boolean news = !run.isSending() && read(directory, run, status);
        if (status != null) {
            listener.ended(run.end(status, directory));
            run.command().cleanup(directory);
        }
        return news;
    }

    /** Takes a share of what was printed, and all of it once the run has ended. */
    private boolean read(FilePath directory, EngineRun run, @CheckForNull Integer status) throws Exception {
        for (int chunk = 0; status != null || chunk < CHUNKS; chunk++) {
            byte[] bytes = run.command().read(directory, listener.consumed(run.unit()));
            if (bytes.length == 0) {
                return chunk > 0;
            }
            listener.printed(run.unit(), bytes);
        }
        return true;
    }

    /** An agent around the step may lose and get its workspace again; one that the queue gave has a folder that is only ours. */
    private String lacking() {
        return workplace.own() == null
                ? Absence.words(workplace.nodeName(), " or lost its workspace")
                : Absence.lackWords(workplace.nodeName());
    }

    private void away(String words) throws Exception {
        if (Workers.haveEnded()) {
            // It is not the agent that goes but the controller, which interrupts the look.
            return;
        }
        if (absence.begins()) {
            listener.say(words);
        } else if (absence.isTooLong() || workplace.own() != null && (workplace.isRemoved() || lack.isTooLong())) {
            listener.gone();
        }
    }

    private void back() throws Exception {
        if (absence.ends()) {
            listener.say(Absence.backWords(workplace.nodeName()));
        }
    }
}
