package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.queue.CauseOfBlockage;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;

/**
 * The requests of a step in the queue and the executors that it holds, as long as this session of the controller lasts. What
 * has to survive is in the step's {@link Crew}. The queue is never called under the step's monitor, and the queue's threads
 * never wait for it.
 */
final class Agents {

    private static final Logger LOGGER = Logger.getLogger(Agents.class.getName());
    private static final SessionMap<Agents> ALL = new SessionMap<>();
    private static final long PATIENCE_SECONDS = 15;

    private final MultiStageBuildExecution execution;
    private final MultiStageBuildStep step;
    private final Crew crew;
    private final AgentTask request;
    private final Map<Integer, AgentUse.Holding> holdings = new ConcurrentHashMap<>();
    private final Map<Integer, WorkspaceList.Lease> leases = new ConcurrentHashMap<>();
    private volatile Set<String> taken = Set.of();
    private volatile boolean over;

    /**
     * The executors of a step, which the queue's threads find by its name as soon as something is asked for.
     *
     * @param request what each request is like
     */
    Agents(MultiStageBuildExecution execution, MultiStageBuildStep step, Crew crew, AgentTask request) {
        this.execution = execution;
        this.step = step;
        this.crew = crew;
        this.request = request;
    }

    /** The executors of a step; null where it has ended, or has not gone on yet after a restart. */
    @CheckForNull
    static Agents of(String key) {
        return ALL.map().get(key);
    }

    /** Whether an agent builds for the step already or is of no use to it. For the queue, so it waits for nothing. */
    boolean isTaken(String node) {
        return taken.contains(node);
    }

    /**
     * The stages that an agent builds or has left, in words; empty where there are none, or it is not known yet.
     *
     * @param node name of the agent; null for what waits for an agent
     */
    String stages(@CheckForNull String node) {
        if (!execution.isPrepared()) {
            return "";
        }
        return Label.share(execution.build(), node == null ? null : Workplace.nodeName(node));
    }

    /** Makes the requests in the queue fit what is of use; tells whether there is one more that an agent can take at once. */
    boolean balance() {
        boolean idle = AgentLabel.isOneIdle(request.label());
        Roster.Change change;
        synchronized (execution) {
            if (!over) {
                ALL.map().put(request.key(), this);
            }
            change = crew.roster().balance();
            note();
        }
        for (int number : change.withdrawn()) {
            Queue.getInstance().cancel(task(number, null));
        }
        for (int number : change.requests()) {
            schedule(task(number, null));
        }
        return idle && !change.requests().isEmpty();
    }

    private void schedule(AgentTask task) {
        Queue.getInstance().schedule2(task, 0);
        Workers.watching().schedule(execution.guarded(() -> stillWaiting(task)), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void stillWaiting(AgentTask task) throws Exception {
        Queue.Item item = Queue.getInstance().getItem(task);
        CauseOfBlockage why = item == null ? null : item.getCauseOfBlockage();
        if (item != null) {
            execution.say("still waiting for an executor on '" + request.label() + "'"
                    + (why == null ? "" : ": " + why.getShortDescription()));
        }
    }

    /** Under the step's monitor. */
    private void note() {
        Set<String> now = crew.roster().taken();
        Workplace main = crew.main();
        if (main != null) {
            now.add(main.node());
        }
        taken = Set.copyOf(now);
    }

    /** The queue gives an executor; tells whether it is of use. */
    boolean came(AgentTask task, Computer computer, int executor, AgentUse.Holding holding) {
        int number = task.number();
        Workplace known;
        synchronized (execution) {
            known = over ? null : crew.hired(number);
            if (known == null && !crew.roster().came(number, computer.getName())) {
                return false;
            }
            holdings.put(number, holding);
            note();
        }
        Workers.commands().execute(execution.guarded(() -> {
            if (known != null) {
                leaseAgain(number, known, computer);
            } else {
                settle(number, computer, executor);
            }
        }));
        return true;
    }

    /** After a restart the agent's work has gone on meanwhile; only the workspace is taken again. */
    private void leaseAgain(int number, Workplace place, Computer computer) throws InterruptedException {
        String workspace = place.variable("WORKSPACE");
        VirtualChannel channel = computer.getChannel();
        if (workspace != null && channel != null) {
            WorkspaceList.Lease lease = computer.getWorkspaceList().allocate(new FilePath(channel, workspace));
            if (lease.path.getRemote().equals(workspace)) {
                leases.put(number, lease);
            } else {
                lease.release();
            }
        }
    }

    private void settle(int number, Computer computer, int executor) throws Exception {
        Site site;
        try {
            site = Site.hired(computer, executor, execution.getContext());
            if (site.lease() != null) {
                leases.put(number, site.lease());
            }
            if (over) {
                free(number, false);
                return;
            }
            if (execution.isPrepared()) {
                Joining.Needs needs = new Joining.Needs(
                        execution.build().graph(),
                        crew.sources(),
                        execution.hands().stash(),
                        execution.notes().main());
                Joining joining = Joining.of(step, execution.getContext(), number, site, needs);
                execution.hands().errands().know(joining.question(), joining.answer());
                if (!execution.join(number, joining)) {
                    free(number, false);
                }
                return;
            }
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "agent " + computer.getName() + " could not be made ready");
            execution.say("agent " + Workplace.nodeName(computer.getName()) + " is left out: " + e.getMessage());
            free(number, true);
            balance();
            return;
        }
        execution.prepare(number, site);
    }

    /** Lets a host go. */
    void release(String host) throws IOException, InterruptedException {
        Integer number;
        synchronized (execution) {
            number = crew.number(host);
        }
        if (number != null) {
            free(number, true);
        }
        balance();
    }

    private void free(int number, boolean useless) {
        Workplace place;
        synchronized (execution) {
            place = crew.hired(number);
            crew.dismiss(number);
            crew.roster().left(number, useless);
            note();
        }
        if (place != null) {
            Departure.from(place, execution.getContext());
        }
        WorkspaceList.Lease lease = leases.remove(number);
        if (lease != null) {
            lease.release();
        }
        AgentUse.Holding holding = holdings.remove(number);
        if (holding != null) {
            holding.end();
        }
        Queue.getInstance().cancel(task(number, null));
    }

    /**
     * Jenkins knows an agent no longer: what it was doing is lost, also where another one gets its name at once. Its executor is
     * given back, since Jenkins has no place for the other one as long as that is held.
     */
    static void deleted(String node) {
        ALL.map().values().forEach(agents -> agents.lost(node));
    }

    private void lost(String node) {
        Map<Integer, Workplace> places = new HashMap<>();
        synchronized (execution) {
            crew.roster().posts().forEach((number, post) -> {
                if (post.node().equals(node)) {
                    places.put(number, crew.hired(number));
                }
            });
        }
        places.forEach((number, place) -> {
            if (place != null) {
                Workers.commands()
                        .execute(execution.guarded(
                                () -> execution.hands().rounds(place).gone()));
            }
            AgentUse.Holding holding = holdings.remove(number);
            if (holding != null) {
                holding.end();
            }
        });
    }

    /** The step has ended: all requests are taken back and all executors given back. */
    void end() {
        Set<Integer> numbers;
        synchronized (execution) {
            over = true;
            ALL.map().remove(request.key(), this);
            crew.roster().end();
            numbers = crew.roster().posts().keySet();
        }
        balance();
        // Side by side, so that one that is slow keeps no executor of another.
        List<Future<?>> all = new ArrayList<>();
        numbers.forEach(number -> all.add(Computer.threadPoolForRemoting.submit(() -> free(number, false))));
        try {
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "could not give all executors of " + request + " back");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes requests and executors up again after a restart of the controller. The queue finds the step only when all is in
     * place, so that no request that it has kept comes in between.
     */
    void resume() {
        List<AgentTask> continued = new ArrayList<>();
        List<AgentTask> waiting = new ArrayList<>();
        synchronized (execution) {
            crew.roster().posts().forEach((number, post) -> {
                if (crew.hired(number) == null) {
                    crew.roster().left(number, false);
                } else {
                    continued.add(task(number, post.node()));
                }
            });
            crew.roster().asked().forEach(number -> waiting.add(task(number, null)));
        }
        // After a crash the queue may have kept the request that once brought the agent: it would take the place of
        // this one.
        continued.forEach(Queue.getInstance()::cancel);
        continued.forEach(task -> Queue.getInstance().schedule2(task, 0));
        waiting.forEach(this::schedule);
        balance();
        Queue.getInstance().scheduleMaintenance();
    }

    /** Somebody has cancelled a request in the queue. */
    void cancelled(AgentTask task) {
        execution
                .guarded(() -> {
                    boolean was;
                    boolean alone;
                    boolean hired;
                    synchronized (execution) {
                        was = crew.roster().cancelled(task.number());
                        hired = crew.hired(task.number()) != null;
                        alone = crew.main() == null;
                    }
                    if (hired && !over || was && alone) {
                        execution.stop(new FlowInterruptedException(
                                Result.ABORTED, true, new ExecutorStepExecution.QueueTaskCancelled()));
                    } else if (was) {
                        execution.say(
                                "a request for an executor was cancelled; going on with the agents that are there");
                    }
                })
                .run();
    }

    /** Somebody ends what an executor does. */
    void interrupted(CauseOfInterruption... causes) {
        execution.stop(new FlowInterruptedException(Result.ABORTED, true, causes));
    }

    private AgentTask task(int number, @CheckForNull String node) {
        return request.of(number, node);
    }
}
