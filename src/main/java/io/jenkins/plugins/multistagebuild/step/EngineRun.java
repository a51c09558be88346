package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.LauncherDecorator;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.ContextProgram;
import io.jenkins.plugins.multistagebuild.docker.DispatchProgram;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * An engine run that goes on at an agent.
 *
 * @param unit index of the unit that it builds
 * @param command the durable command
 * @param imageIdFile path on the agent of the file in which the client leaves the image's id; null where it makes none
 * @param pipe path on the agent of the pipe through which something is sent to another host; null where nothing is
 * @param sending whether it is a part of a hand-over
 * @param place where it goes on
 */
record EngineRun(
        int unit,
        DurableCommand command,
        @CheckForNull String imageIdFile,
        @CheckForNull String pipe,
        boolean sending,
        Workplace place)
        implements Serializable {

    private static final int LONGEST = 1_000;

    static EngineRun start(BuildAction.Run run, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        FilePath directory = workplace.require();
        write(run.files(), directory);
        ContextCommand some = run.context();
        DurableCommand command;
        if (some != null) {
            command = start(some, run, context, workplace, directory);
        } else if (run.after().isEmpty()) {
            command = DurableCommand.start(run.command(), context, workplace, "unit-" + run.unit());
        } else {
            Map<String, String> variables = new TreeMap<>();
            String script = ScriptCommands.all(run.command(), run.after(), variables);
            command = DurableCommand.start(script, variables, context, workplace, "unit-" + run.unit());
        }
        return new EngineRun(run.unit(), command, run.imageIdFile(), null, false, workplace);
    }

    private static DurableCommand start(
            ContextCommand some, BuildAction.Run run, StepContext context, Workplace workplace, FilePath directory)
            throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>();
        String classes = program("context-" + run.unit(), ContextProgram.files(), workplace, directory);
        AgentJava java = java(context, workplace, directory);
        String script = ContextScript.of(some, run.command(), java, classes, variables);
        return DurableCommand.start(script, variables, context, workplace, "unit-" + run.unit());
    }

    /** Steps around this one, as {@code docker.inside}, let commands run where the agent's Java may not be. */
    private static AgentJava java(StepContext context, Workplace workplace, FilePath directory)
            throws IOException, InterruptedException {
        boolean certain = workplace.own() != null || context.get(LauncherDecorator.class) == null;
        return new AgentJava(directory.act(new JavaPath()), certain);
    }

    /** Puts a program of ours on the agent; tells the folder where it is. */
    private static String program(String name, Map<String, byte[]> files, Workplace workplace, FilePath directory)
            throws IOException, InterruptedException {
        String classes = workplace.temporary() + "/" + name;
        new FilePath(directory.getChannel(), classes).act(new WriteFiles(files));
        return classes;
    }

    /** Starts to send something from one host to another. */
    static EngineRun start(BuildAction.Send send, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        FilePath directory = workplace.require();
        write(send.files(), directory);
        String pipe = workplace.temporary() + "/pipe-" + send.unit() + "-" + UUID.randomUUID();
        Map<String, String> variables = new TreeMap<>();
        String classes = program("hand-over-" + send.unit(), DispatchProgram.files(), workplace, directory);
        AgentJava java = java(context, workplace, directory);
        String script = SendScript.of(send.dispatch(), pipe, java, classes, variables);
        DurableCommand command = DurableCommand.start(script, variables, context, workplace, "send-" + send.unit());
        return new EngineRun(send.unit(), command, null, pipe, true, workplace);
    }

    /** Starts to write what is to be copied to another agent. */
    static EngineRun write(Relay relay, StepContext context) throws IOException, InterruptedException {
        write(relay.send().files(), relay.from().require());
        Map<String, String> variables = new TreeMap<>();
        String script = RelayScript.writing(relay.send().dispatch(), relay.file(), variables);
        return part(relay, script, variables, context, relay.from());
    }

    /** Starts to read what has been copied from another agent. */
    static EngineRun read(Relay relay, StepContext context) throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>();
        String script = RelayScript.reading(relay.send().dispatch(), relay.file(), variables);
        return part(relay, script, variables, context, relay.to());
    }

    private static EngineRun part(
            Relay relay, String script, Map<String, String> variables, StepContext context, Workplace place)
            throws IOException, InterruptedException {
        DurableCommand command = DurableCommand.start(script, variables, context, place, "send-" + relay.unit());
        return new EngineRun(relay.unit(), command, null, null, true, place);
    }

    private static void write(List<BuildAction.NewFile> files, FilePath directory)
            throws IOException, InterruptedException {
        if (!files.isEmpty()) {
            Map<String, byte[]> contents = new TreeMap<>();
            files.forEach(file -> contents.put(file.path(), file.content()));
            directory.act(new WriteFiles(contents));
        }
    }

    /** Whether it sends something to another host; what it prints is then for nobody but the one who asks why it failed. */
    boolean isSending() {
        return sending;
    }

    /** That nobody waits for it any longer. */
    BuildEvent lost(String why) {
        return isSending() ? new BuildEvent.Sent(unit, 0, why) : new BuildEvent.Lost(unit, why);
    }

    /** The exit status; null while it goes on. */
    @CheckForNull
    Integer exitStatus(FilePath directory, StepContext context) throws IOException, InterruptedException {
        return command.exitStatus(directory, place.launcher(context), context.get(TaskListener.class));
    }

    /** How it ended, once all that it printed has been told. */
    BuildEvent end(int status, FilePath directory) throws IOException, InterruptedException {
        if (sending) {
            return sent(status, directory);
        }
        if (status < 0) {
            return lost(command.hasBegun(directory) ? ended() : notBegun());
        }
        return new BuildEvent.Exited(
                unit, status, status == 0 && imageIdFile != null ? DurableCommand.text(directory, imageIdFile) : null);
    }

    private String ended() {
        return "the engine run was ended from outside, on agent " + place.nodeName()
                + "; see the log above, and start the build again";
    }

    private String notBegun() {
        return "the engine run did not begin, on agent " + place.nodeName() + ", or its folder is gone; commands need"
                + " sh, nohup and the folders of the workspace where they run, in a container around the step too";
    }

    private BuildEvent sent(int status, FilePath directory) throws IOException, InterruptedException {
        String count = pipe == null ? null : DurableCommand.text(directory, SendScript.count(pipe));
        String said = count == null ? "" : count;
        return new BuildEvent.Sent(
                unit, SendScript.bytes(said), SendScript.size(said), status == 0 ? null : complaint(status, directory));
    }

    /** The last that was said. */
    private String complaint(int status, FilePath directory) throws IOException, InterruptedException {
        String said = new String(command.read(directory, 0), StandardCharsets.UTF_8);
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        String last = lines.isEmpty() ? "it ended with exit status " + status : lines.get(lines.size() - 1);
        return last.substring(0, Math.min(last.length(), LONGEST)).strip();
    }

    /** Ends it as Jenkins ends what it has started, if the agent is there. */
    void stop(StepContext context) throws IOException, InterruptedException {
        FilePath directory = place.find();
        if (directory != null) {
            command.stop(directory, place.launcher(context));
        }
    }
}
