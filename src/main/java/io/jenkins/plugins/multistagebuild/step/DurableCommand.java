package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * An engine run on the agent that outlives the controller and the connection. Its output goes into a file of its own,
 * which is read from offsets that belong to the build's state: what was read and what was made of it are saved
 * together.
 */
final class DurableCommand implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String VARIABLE = "MSB_";
    private static final String BEGINNING =
            """
            #!/bin/sh
            exec </dev/null >"$MSB_OUTPUT" 2>&1
            cd "$MSB_DIRECTORY" || exit
            MSB_RUN="$MSB_OUTPUT"
            export MSB_RUN
            """;

    private final Controller controller;
    /** Absolute path of the file on the agent that takes standard output and error. */
    private final String output;

    private DurableCommand(Controller controller, String output) {
        this.controller = controller;
        this.output = output;
    }

    /** Starts a command; no value of it ever stands in the text of a shell script. */
    static DurableCommand start(DockerCommand command, StepContext context, Workplace workplace, String name)
            throws IOException, InterruptedException {
        Map<String, String> variables = new TreeMap<>(command.environment());
        StringBuilder words = new StringBuilder("exec");
        for (int index = 0; index < command.arguments().size(); index++) {
            variables.put(VARIABLE + index, command.arguments().get(index));
            words.append(" \"$").append(VARIABLE).append(index).append('"');
        }
        return start(words + "\n", variables, context, workplace, name);
    }

    /**
     * Starts a script.
     *
     * @param script lines of a POSIX shell
     * @param variables its variables, besides those of the build
     */
    static DurableCommand start(
            String script, Map<String, String> variables, StepContext context, Workplace workplace, String name)
            throws IOException, InterruptedException {
        FilePath directory = workplace.require();
        // The task gets a folder of its own for its files: it is ended by its folder, and with it all others that share
        // it.
        String own = workplace.temporary() + "/" + name + "-" + UUID.randomUUID();
        FilePath folder = new FilePath(directory.getChannel(), own);
        String output = own + ".log";
        EnvVars env = new EnvVars(workplace.env(context));
        env.putAll(variables);
        env.put(VARIABLE + "OUTPUT", output);
        env.put(VARIABLE + "DIRECTORY", workplace.directory());
        Controller controller = new BourneShellScript(BEGINNING + script)
                .launch(env, folder, workplace.launcher(context), context.get(TaskListener.class));
        return new DurableCommand(controller, output);
    }

    /** Absolute path of the file on the agent that takes what the command says; no other command has the same. */
    String output() {
        return output;
    }

    /** Whether the command's shell has begun, and what it leaves is still there. */
    boolean hasBegun(FilePath directory) throws IOException, InterruptedException {
        return new FilePath(directory.getChannel(), output).exists();
    }

    /** What the command said from an offset on, at most {@link ReadOutput#MAX_BYTES}. */
    byte[] read(FilePath directory, long offset) throws IOException, InterruptedException {
        return Answers.output(new FilePath(directory.getChannel(), output).act(new ReadOutput(offset)));
    }

    /**
     * The beginning of a small file on the agent; null where there is none.
     *
     * @param path absolute, or below the directory
     */
    @CheckForNull
    static String text(FilePath directory, String path) throws IOException, InterruptedException {
        byte[] bytes = Answers.output(directory.child(path).act(new ReadOutput(0)));
        return bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** The exit status; null while it runs. */
    @CheckForNull
    Integer exitStatus(FilePath directory, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        return controller.exitStatus(directory, launcher, listener);
    }

    void stop(FilePath directory, Launcher launcher) throws IOException, InterruptedException {
        controller.stop(directory, launcher);
    }

    /** Removes what the durable task left on the agent. */
    void cleanup(FilePath directory) throws IOException, InterruptedException {
        controller.cleanup(directory);
    }
}
