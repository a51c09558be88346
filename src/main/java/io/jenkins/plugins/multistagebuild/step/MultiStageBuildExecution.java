package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/**
 * Carries out a build: it tells the {@link Build} what happened and does what that answers. All that has to survive a
 * restart is in ordinary fields, changed and written under this object's monitor; engine runs are durable tasks on the
 * agent, looked after from {@link Workers}. No thread is held while the engine builds.
 */
final class MultiStageBuildExecution extends StepExecution {

    private static final Logger LOGGER = Logger.getLogger(MultiStageBuildExecution.class.getName());
    private static final long serialVersionUID = 1L;
    private static final long STOP_SECONDS = 10;

    private final MultiStageBuildStep step;
    /** What tells this step from others of its build: the id of its node in the flow. */
    @SuppressFBWarnings(
            value = "NP_NONNULL_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "start() sets it before anything reads it, and it is saved")
    private String id;
    /** Null until the workspace has been looked at. */
    private volatile @CheckForNull Workplace workplace;
    /** Null until the Dockerfile has been read. */
    private volatile @CheckForNull Build build;

    private final Agenda agenda = new Agenda();

    private transient @CheckForNull Journal journal;
    private transient @CheckForNull Watch watch;
    private transient boolean watching;
    /** Why the step was stopped; the first cause counts. */
    private transient volatile @CheckForNull Throwable cause;

    private transient volatile boolean ended;

    MultiStageBuildExecution(StepContext context, MultiStageBuildStep step) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        id = getContext().get(FlowNode.class).getId();
        Workers.commands().execute(guarded(this::prepare));
        return false;
    }

    @Override
    public void onResume() {
        Workers.commands().execute(guarded(() -> {
            if (build == null) {
                prepare();
            } else {
                agenda.pending().forEach(this::carryOut);
                watch();
            }
        }));
    }

    @Override
    public void stop(Throwable why) {
        synchronized (this) {
            Throwable first = cause;
            if (first != null) {
                first.addSuppressed(why);
                return;
            }
            cause = why;
        }
        Workers.commands().execute(guarded(this::abort));
        Workers.watching().schedule(guarded(this::abandon), STOP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    @CheckForNull
    public synchronized String getStatus() {
        Workplace place = workplace;
        if (build == null || place == null) {
            return "reading the Dockerfile";
        }
        String where = place.nodeName();
        if (watch != null && watch.isWaitingForAgent()) {
            return "waiting for agent " + where + " to come back";
        }
        return agenda.running().size() + " engine run(s) going on at " + where + ", waiting for "
                + agenda.pending().size() + " other answer(s)";
    }

    private void prepare() throws Exception {
        Preparation prepared = Preparation.of(step, getContext());
        synchronized (this) {
            if (ended) {
                prepared.workplace().clear();
                return;
            }
            workplace = prepared.workplace();
            build = new Build(prepared.graph(), prepared.options(), Instant.now());
        }
        MultiStageBuildAction.put(getContext().get(Run.class), StepSummary.running(id, step.title()));
        tell(new BuildEvent.Begin(), null);
        if (cause != null) {
            abort();
        }
    }

    private void abort() throws Exception {
        if (build == null) {
            end(null, cause);
        } else {
            tell(new BuildEvent.Abort(Abortion.words(cause)), null);
        }
    }

    /** Whoever did not end in time after a stop is no longer waited for. */
    private void abandon() throws Exception {
        if (ended) {
            return;
        }
        for (EngineRun run : running()) {
            tell(new BuildEvent.Lost(run.unit(), Abortion.words(cause)), null);
        }
        if (!ended) {
            finish();
        }
    }

    /** Tells the build what happened and does what it answers; {@code answered} is the action that this ends. */
    private void tell(BuildEvent event, @CheckForNull BuildAction answered) throws Exception {
        List<BuildAction> actions;
        synchronized (this) {
            actions = build().on(event, Instant.now(), journal().logs());
            agenda.happened(event, answered, actions);
            journal().logs().flush();
        }
        getContext().saveState();
        actions.forEach(this::carryOut);
    }

    private Build build() {
        return Objects.requireNonNull(build, "nothing happens before the Dockerfile has been read");
    }

    private Workplace workplace() {
        return Objects.requireNonNull(workplace, "nothing runs before the workspace has been looked at");
    }

    private void carryOut(BuildAction action) {
        Workers.commands().execute(guarded(() -> {
            if (action instanceof BuildAction.Run run) {
                launch(run);
            } else if (action instanceof BuildAction.Stop stop) {
                halt(stop);
            } else if (action instanceof BuildAction.Wake wake) {
                wake(wake);
            } else if (action instanceof BuildAction.End) {
                finish();
            } else {
                tell(Questions.answer(action, getContext(), workplace()), action);
            }
        }));
    }

    private void wake(BuildAction.Wake wake) {
        long left = Math.max(0, Duration.between(Instant.now(), wake.at()).toMillis());
        Workers.watching().schedule(guarded(() -> tell(new BuildEvent.Woken(), wake)), left, TimeUnit.MILLISECONDS);
    }

    private void launch(BuildAction.Run run) throws Exception {
        if (running(run.unit()) != null) {
            return;
        }
        EngineRun started;
        try {
            started = EngineRun.start(run, getContext(), workplace());
        } catch (IOException e) {
            tell(new BuildEvent.Lost(run.unit(), "the engine run can't be started: " + e.getMessage()), run);
            return;
        }
        boolean stopped;
        synchronized (this) {
            stopped = agenda.started(run, started);
        }
        getContext().saveState();
        if (stopped) {
            halt(new BuildAction.Stop(run.unit()));
        }
        watch();
    }

    private void halt(BuildAction.Stop stop) throws Exception {
        EngineRun run = running(stop.unit());
        if (run != null) {
            run.stop(workplace(), getContext());
            synchronized (this) {
                agenda.stopped(stop);
            }
        }
    }

    /** Looks after the engine runs from now on, by one look after the other, until none is left. */
    private synchronized void watch() {
        if (watch == null) {
            watch = new Watch(workplace(), getContext(), new Ears());
        }
        if (!watching) {
            lookIn(Watch.SHORTEST_PAUSE);
        }
    }

    private synchronized void lookIn(long milliseconds) {
        watching = !ended && !agenda.running().isEmpty();
        if (watching) {
            Workers.watching().schedule(guarded(this::look), milliseconds, TimeUnit.MILLISECONDS);
        }
    }

    private void look() throws Exception {
        lookIn(watch.look(running()));
    }

    private synchronized List<EngineRun> running() {
        return agenda.running();
    }

    @CheckForNull
    private synchronized EngineRun running(int unit) {
        return agenda.running(unit);
    }

    private void finish() throws Exception {
        synchronized (this) {
            if (ended) {
                return;
            }
            journal().close();
            journal = null;
        }
        Ending ending = Ending.of(getContext(), id, step.title(), build(), cause);
        try {
            workplace().clear();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "could not clear " + workplace);
        }
        end(ending.report(), ending.failure());
    }

    /** Ends the step, once. */
    private void end(@CheckForNull Map<String, Object> result, @CheckForNull Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        if (failure == null) {
            getContext().onSuccess(result);
        } else {
            getContext().onFailure(failure);
        }
    }

    /** A task whose failure fails the step. */
    private Runnable guarded(Workers.Task task) {
        return () -> {
            if (ended) {
                return;
            }
            try {
                task.run();
            } catch (Exception | LinkageError e) {
                LOGGER.log(Level.FINE, e, () -> "step " + id + " failed");
                end(null, cause == null ? e : cause);
                Workplace.leave(workplace, running(), getContext());
            }
        };
    }

    private synchronized Journal journal() throws IOException, InterruptedException {
        if (journal == null) {
            StepFiles files = new StepFiles(getContext().get(Run.class), id);
            journal = Journal.open(build(), files.folder().toPath(), getContext());
        }
        return journal;
    }

    /** Under the monitor, so that what is saved fits together. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    /** Hears what happens on the agent. */
    private final class Ears implements Watch.Listener {

        @Override
        public long consumed(int unit) {
            return build().consumed(unit);
        }

        @Override
        public void printed(int unit, byte[] bytes) throws IOException, InterruptedException {
            synchronized (MultiStageBuildExecution.this) {
                journal().output(build(), unit, bytes);
            }
        }

        @Override
        public void ended(BuildEvent event) throws Exception {
            tell(event, null);
        }

        @Override
        public void say(String line) throws IOException, InterruptedException {
            journal().logs().say(line);
        }

        @Override
        public void gone() throws Exception {
            if (cause == null) {
                cause = new FlowInterruptedException(
                        Result.ABORTED, false, new ExecutorStepExecution.RemovedNodeTimeoutCause());
            }
            abandon();
        }
    }
}
