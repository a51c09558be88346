package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * An engine run that goes on at an agent.
 *
 * @param unit index of the unit that it builds
 * @param command the durable command
 * @param imageIdFile path on the agent of the file in which the client leaves the image's id; null where it makes none
 */
record EngineRun(int unit, DurableCommand command, @CheckForNull String imageIdFile) implements Serializable {

    static EngineRun start(BuildAction.Run run, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        FilePath directory = workplace.find();
        if (directory == null) {
            throw new IOException("agent " + workplace.nodeName() + " is not connected");
        }
        for (BuildAction.NewFile file : run.files()) {
            new FilePath(directory.getChannel(), file.path()).act(new WriteFile(file.content()));
        }
        DurableCommand command = DurableCommand.start(run.command(), context, workplace, "unit-" + run.unit());
        return new EngineRun(run.unit(), command, run.imageIdFile());
    }

    /** The exit status; null while it goes on. */
    @CheckForNull
    Integer exitStatus(FilePath directory, StepContext context) throws IOException, InterruptedException {
        return command.exitStatus(directory, context.get(Launcher.class), context.get(TaskListener.class));
    }

    /** How it ended, once all that it printed has been told. */
    BuildEvent end(int status, FilePath directory, Workplace workplace) throws IOException, InterruptedException {
        if (status < 0) {
            return new BuildEvent.Lost(
                    unit,
                    "the engine run was ended from outside, on agent " + workplace.nodeName()
                            + "; see the log above, and start the build again");
        }
        return new BuildEvent.Exited(
                unit, status, status == 0 && imageIdFile != null ? DurableCommand.text(directory, imageIdFile) : null);
    }

    /** Ends it, if the agent is there. */
    void stop(Workplace workplace, StepContext context) throws IOException, InterruptedException {
        FilePath directory = workplace.find();
        if (directory != null) {
            command.stop(directory, context.get(Launcher.class));
        }
    }
}
