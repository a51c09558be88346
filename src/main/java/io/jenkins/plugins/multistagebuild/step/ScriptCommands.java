package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.util.List;
import java.util.Map;

/** Commands for a shell script, in whose text no value stands: all are variables. */
final class ScriptCommands {

    private final Map<String, String> env;
    private int variables;

    /**
     * Commands of a script.
     *
     * @param env takes the variables
     */
    ScriptCommands(Map<String, String> env) {
        this.env = env;
    }

    /**
     * A script of commands that follow each other as long as each ends well.
     *
     * @param env takes the variables
     */
    static String all(DockerCommand first, List<DockerCommand> after, Map<String, String> env) {
        ScriptCommands commands = new ScriptCommands(env);
        StringBuilder script = new StringBuilder(commands.command(first));
        after.forEach(each -> script.append(" || exit $?\n").append(commands.command(each)));
        return script.append('\n').toString();
    }

    /** A command with its environment. */
    String command(DockerCommand command) {
        StringBuilder words = new StringBuilder();
        command.environment()
                .forEach((name, value) ->
                        words.append(name).append('=').append(variable(value)).append(' '));
        command.arguments().forEach(argument -> words.append(variable(argument)).append(' '));
        return words.toString().stripTrailing();
    }

    /**
     * Lines that go on as a program of ours where there is a Java that can be run, and do nothing elsewhere.
     *
     * @param java a Java on the agent
     * @param heap an option that bounds its memory
     * @param classes folder where the program's class files are
     * @param arguments its arguments, which are no values
     */
    String program(AgentJava java, String heap, String classes, Class<?> program, String arguments) {
        env.put("MSB_JAVA", java.path());
        env.put("MSB_CLASSES", classes);
        return "if " + java.condition("MSB_JAVA") + "; then\n"
                + "exec \"$MSB_JAVA\" " + heap + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$MSB_CLASSES\" "
                + program.getName() + " " + arguments + "\nfi";
    }

    private String variable(String value) {
        String name = "MSB_S" + variables++;
        env.put(name, value);
        return "\"$" + name + "\"";
    }
}
