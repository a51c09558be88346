package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.util.Map;

/**
 * The shell scripts at both ends of a {@link Relay}. No value stands in their text: all are variables. A file that was not
 * written to its end goes, and so does one that was read.
 */
final class RelayScript {

    private static final String FILE = "MSB_FILE";

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> env;
    private int variables;

    private RelayScript(String file, Map<String, String> env) {
        this.env = env;
        env.put(FILE, file);
    }

    /**
     * Writes what is handed over to a file.
     *
     * @param file path of the file
     * @param env takes the variables
     */
    static String writing(Dispatch send, String file, Map<String, String> env) {
        RelayScript script = new RelayScript(file, env);
        script.line("umask 077");
        for (DockerCommand command : send.preparation()) {
            script.line(script.command(command) + " || exit $?");
        }
        script.line(script.command(send.export()) + " >\"$MSB_FILE\"");
        script.line("status=$?");
        script.line("[ \"$status\" = 0 ] || rm -f \"$MSB_FILE\"");
        script.line("exit \"$status\"");
        return script.text.toString();
    }

    /** Reads it from a file. */
    static String reading(Dispatch send, String file, Map<String, String> env) {
        RelayScript script = new RelayScript(file, env);
        script.line(script.command(send.take()) + " <\"$MSB_FILE\"");
        script.line("status=$?");
        script.line("rm -f \"$MSB_FILE\"");
        script.line("exit \"$status\"");
        return script.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String command(DockerCommand command) {
        StringBuilder words = new StringBuilder();
        command.environment()
                .forEach((name, value) ->
                        words.append(name).append('=').append(variable(value)).append(' '));
        command.arguments().forEach(argument -> words.append(variable(argument)).append(' '));
        return words.toString().stripTrailing();
    }

    private String variable(String value) {
        String name = "MSB_S" + variables++;
        env.put(name, value);
        return "\"$" + name + "\"";
    }
}
