package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import hudson.util.ProcessTree;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import jenkins.MasterToSlaveFileCallable;

/**
 * Ends the processes of engine runs on the agent, all at once, and tells of which runs there were any. Whoever does not
 * end within some seconds of being asked to is killed.
 */
final class EndRuns extends MasterToSlaveFileCallable<ArrayList<String>> {

    /** What tells processes of engine runs from others: the path of the file that takes what the run says. */
    static final String VARIABLE = "MSB_RUN";

    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_SECONDS = 4;
    private static final long PAUSE_MILLIS = 50;

    private final ArrayList<String> beginnings;

    /**
     * The runs whose {@link #VARIABLE} begins so.
     *
     * @param beginnings whole paths for single runs, or a folder for all below it
     */
    EndRuns(Collection<String> beginnings) {
        this.beginnings = new ArrayList<>(beginnings);
    }

    @Override
    public ArrayList<String> invoke(File ignored, VirtualChannel channel) throws InterruptedException {
        TreeSet<String> found = new TreeSet<>();
        List<ProcessHandle> processes = processes(found);
        processes.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
            if (System.nanoTime() >= deadline) {
                // Those that were asked, and those that they have begun since.
                processes(found).forEach(ProcessHandle::destroyForcibly);
                break;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return new ArrayList<>(found);
    }

    private List<ProcessHandle> processes(Collection<String> found) {
        List<ProcessHandle> processes = new ArrayList<>();
        for (ProcessTree.OSProcess process : ProcessTree.get()) {
            String run = process.getEnvironmentVariables().get(VARIABLE);
            String beginning = run == null ? null : beginning(run);
            if (beginning != null) {
                found.add(beginning);
                ProcessHandle.of(process.getPid()).ifPresent(processes::add);
            }
        }
        return processes;
    }

    private String beginning(String run) {
        return beginnings.stream().filter(run::startsWith).findFirst().orElse(null);
    }
}
