package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.page.StepFiles;
import io.jenkins.plugins.multistagebuild.page.StepSummary;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/**
 * Carries out a build: it tells the {@link Build} what happened and does what that answers. All that has to survive a
 * restart is in ordinary fields, changed and written under this object's monitor; engine runs are durable tasks on the
 * agent, looked after from {@link Workers}. No thread is held while the engine builds.
 */
final class MultiStageBuildExecution extends StepExecution {

    /** How long an agent may be away until its engine runs count as lost. */
    static final long AWAY_SECONDS = Long.getLong(MultiStageBuildExecution.class.getName() + ".awaySeconds", 300);

    private static final Logger LOGGER = Logger.getLogger(MultiStageBuildExecution.class.getName());
    private static final long serialVersionUID = 1L;
    private static final long SHORTEST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 2_000;
    private static final long LOOK_SECONDS = 20;
    private static final long STOP_SECONDS = 10;
    private static final int CHUNKS = 40;

    /** An engine run and the file in which it leaves the image's id. */
    private record Running(DurableCommand command, String imageIdFile) implements java.io.Serializable {}

    private final MultiStageBuildStep step;
    /** What tells this step from others of its build: the id of its node in the flow. */
    private String id;
    /** Null until the workspace has been looked at. */
    private Workplace workplace;
    /** Null until the Dockerfile has been read. */
    private Build build;
    /** Actions that have been asked for and not yet answered. */
    private final List<BuildAction> pending = new ArrayList<>();
    /** Engine runs that have been started and have not ended, by unit. */
    private final Map<Integer, Running> running = new TreeMap<>();

    private transient StageLogs logs;
    private transient Consumed consumed;
    /** Why the step was stopped; the first cause counts. */
    private transient volatile Throwable cause;

    private transient volatile boolean ended;
    private transient long pause;
    private transient long awaySince;

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
                List.copyOf(pending).forEach(this::carryOut);
                lookAfter(SHORTEST_PAUSE);
            }
        }));
    }

    @Override
    public void stop(Throwable why) {
        synchronized (this) {
            if (cause != null) {
                cause.addSuppressed(why);
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
        if (build == null) {
            return "reading the Dockerfile";
        }
        String where = workplace.nodeName();
        if (awaySince != 0) {
            return "waiting for agent " + where + " to come back";
        }
        return running.size() + " engine run(s) going on at " + where + ", waiting for " + pending.size()
                + " other answer(s)";
    }

    private void prepare() throws Exception {
        Preparation prepared = Preparation.of(step, getContext());
        synchronized (this) {
            if (ended) {
                return;
            }
            workplace = prepared.workplace();
            build = new Build(prepared.graph(), prepared.options(), Instant.now());
        }
        MultiStageBuildAction.put(run(), StepSummary.running(id, title()));
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
        List<Integer> units;
        synchronized (this) {
            units = List.copyOf(running.keySet());
        }
        for (int unit : units) {
            tell(new BuildEvent.Lost(unit, Abortion.words(cause)), null);
        }
        if (!ended) {
            finish();
        }
    }

    /** Tells the build what happened and does what it answers; {@code answered} is the action that this ends. */
    private void tell(BuildEvent event, @CheckForNull BuildAction answered) throws Exception {
        List<BuildAction> actions;
        synchronized (this) {
            actions = build.on(event, Instant.now(), logs());
            if (event instanceof BuildEvent.Exited exited) {
                running.remove(exited.unit());
            } else if (event instanceof BuildEvent.Lost lost) {
                running.remove(lost.unit());
            }
            pending.remove(answered);
            pending.addAll(actions);
            logs().flush();
        }
        getContext().saveState();
        actions.forEach(this::carryOut);
    }

    private void carryOut(BuildAction action) {
        Workers.commands().execute(guarded(() -> {
            if (action instanceof BuildAction.Run run) {
                launch(run);
            } else if (action instanceof BuildAction.Stop stop) {
                halt(stop);
            } else if (action instanceof BuildAction.End) {
                finish();
            } else {
                tell(Questions.answer(action, getContext(), workplace), action);
            }
        }));
    }

    private void launch(BuildAction.Run run) throws Exception {
        BuildAction.Stop stop = new BuildAction.Stop(run.unit());
        synchronized (this) {
            if (running.containsKey(run.unit())) {
                return;
            }
        }
        DurableCommand command;
        try {
            command = DurableCommand.start(run.command(), getContext(), workplace, "unit-" + run.unit());
        } catch (IOException e) {
            tell(new BuildEvent.Lost(run.unit(), "the engine run could not be started: " + e.getMessage()), run);
            return;
        }
        boolean stopped;
        synchronized (this) {
            running.put(run.unit(), new Running(command, run.imageIdFile()));
            pending.remove(run);
            stopped = pending.contains(stop);
        }
        getContext().saveState();
        if (stopped) {
            halt(stop);
        }
        lookAfter(SHORTEST_PAUSE);
    }

    private void halt(BuildAction.Stop stop) throws Exception {
        Running run;
        synchronized (this) {
            run = running.get(stop.unit());
        }
        FilePath directory = workplace.find();
        if (run != null && directory != null) {
            run.command().stop(directory, getContext().get(Launcher.class));
            synchronized (this) {
                pending.remove(stop);
            }
        }
    }

    private synchronized void lookAfter(long milliseconds) {
        if (!ended && !running.isEmpty()) {
            pause = milliseconds;
            Workers.watching().schedule(guarded(this::look), milliseconds, TimeUnit.MILLISECONDS);
        }
    }

    /** Takes what the engine runs have said since the last look, and notices those that have ended. */
    @SuppressWarnings("try")
    private void look() throws Exception {
        Map<Integer, Running> now;
        synchronized (this) {
            now = new TreeMap<>(running);
        }
        boolean news = false;
        try (Timeout ignored = Timeout.limit(LOOK_SECONDS, TimeUnit.SECONDS)) {
            FilePath directory = workplace.find();
            if (directory == null || !directory.isDirectory()) {
                away("");
            } else {
                back();
                for (Map.Entry<Integer, Running> entry : now.entrySet()) {
                    news |= look(directory, entry.getKey(), entry.getValue());
                }
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "could not look at " + workplace);
            away(" (" + e + ")");
        }
        lookAfter(news ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, pause + pause / 2));
    }

    private boolean look(FilePath directory, int unit, Running run) throws Exception {
        TaskListener console = getContext().get(TaskListener.class);
        Integer status = run.command().exitStatus(directory, getContext().get(Launcher.class), console);
        boolean news = read(directory, unit, run.command(), status == null ? CHUNKS : Integer.MAX_VALUE);
        if (status != null) {
            String imageId = status == 0 ? DurableCommand.text(directory, run.imageIdFile()) : null;
            tell(
                    status >= 0
                            ? new BuildEvent.Exited(unit, status, imageId)
                            : new BuildEvent.Lost(
                                    unit,
                                    "the engine run was ended from outside, on agent " + workplace.nodeName()
                                            + "; see the log above"),
                    null);
            run.command().cleanup(directory);
        }
        return news;
    }

    private boolean read(FilePath directory, int unit, DurableCommand command, int chunks) throws Exception {
        for (int chunk = 0; chunk < chunks; chunk++) {
            byte[] bytes = command.read(directory, build.consumed(unit));
            if (bytes.length == 0) {
                return chunk > 0;
            }
            synchronized (this) {
                long known = Math.max(0, Math.min(bytes.length, consumed().of(unit) - build.consumed(unit)));
                logs().mute(true);
                build.on(new BuildEvent.Output(unit, bytes, 0, (int) known), Instant.now(), logs());
                logs().mute(false);
                build.on(
                        new BuildEvent.Output(unit, bytes, (int) known, bytes.length - (int) known),
                        Instant.now(),
                        logs());
                logs().flush();
                consumed().put(unit, build.consumed(unit));
            }
        }
        return true;
    }

    private void away(String why) throws Exception {
        long now = System.nanoTime();
        if (awaySince == 0) {
            awaySince = now;
            logs().say("agent " + workplace.nodeName() + " is away" + why + "; the build waits " + AWAY_SECONDS
                    + " s for it");
        } else if (TimeUnit.NANOSECONDS.toSeconds(now - awaySince) >= AWAY_SECONDS) {
            if (cause == null) {
                cause = new FlowInterruptedException(
                        Result.ABORTED, false, new ExecutorStepExecution.RemovedNodeTimeoutCause());
            }
            abandon();
        }
    }

    private void back() throws IOException, InterruptedException {
        if (awaySince != 0) {
            awaySince = 0;
            logs().say("agent " + workplace.nodeName() + " is back");
        }
    }

    private void finish() throws Exception {
        synchronized (this) {
            if (ended) {
                return;
            }
            logs().close();
            logs = null;
        }
        Ending ending = Ending.of(getContext(), id, title(), build, cause);
        try {
            workplace.clear();
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

    private interface Task {
        void run() throws Exception;
    }

    /** A task whose failure fails the step. */
    private Runnable guarded(Task task) {
        return () -> {
            if (ended) {
                return;
            }
            try {
                task.run();
            } catch (Exception | LinkageError e) {
                LOGGER.log(Level.FINE, e, () -> "step " + id + " failed");
                end(null, cause == null ? e : cause);
            }
        };
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        return getContext().get(Run.class);
    }

    private String title() {
        return step.getTags().isEmpty()
                ? step.getTarget() == null ? step.dockerfileOrDefault() : step.getTarget()
                : step.getTags().get(0);
    }

    private Path folder() throws IOException, InterruptedException {
        return new StepFiles(run(), id).folder().toPath();
    }

    private synchronized StageLogs logs() throws IOException, InterruptedException {
        if (logs == null) {
            logs = StageLogs.open(build.graph(), folder().resolve("stages"), getContext());
        }
        return logs;
    }

    private synchronized Consumed consumed() throws IOException, InterruptedException {
        if (consumed == null) {
            consumed = Consumed.open(folder());
        }
        return consumed;
    }

    /** Under the monitor, so that what is saved fits together. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }
}
