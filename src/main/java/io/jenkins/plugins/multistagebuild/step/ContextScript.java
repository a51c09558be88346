package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.ContextProgram;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.util.Map;

/**
 * A shell script that starts an engine run with as much of the context as it needs. The agent's own Java packs that; where it
 * can't be run, the client packs all.
 */
final class ContextScript {

    private ContextScript() {}

    /**
     * The script.
     *
     * @param some the engine run with some of its context
     * @param all the same where the client packs the context
     * @param java a Java on the agent
     * @param classes folder where {@link ContextProgram#files} are
     * @param env takes the variables
     */
    static String of(ContextCommand some, DockerCommand all, AgentJava java, String classes, Map<String, String> env) {
        ScriptCommands commands = new ScriptCommands(env);
        String arguments = String.join(" ", ContextProgram.arguments(some, all, env));
        return commands.program(java, "-Xmx256m", classes, ContextProgram.class, arguments) + "\n"
                + commands.command(all) + "\n";
    }
}
