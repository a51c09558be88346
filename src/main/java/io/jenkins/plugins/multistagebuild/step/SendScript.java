package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DispatchProgram;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.util.Map;

/**
 * A shell script that sends something from one host to another: what one client prints, another one reads. The agent's own
 * Java does it, which leaves out what the other host has. Where that can't be run the shell does it, and sends all; it holds
 * the pipe open until the first client has ended well, so that the other never takes a part for the whole. No value stands in
 * the script's text: all are variables.
 */
final class SendScript {

    private static final String PIPE = "MSB_PIPE";

    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> env;
    private int variables;

    private SendScript(Map<String, String> env) {
        this.env = env;
    }

    /**
     * The script.
     *
     * @param pipe path on the agent of a file that is not there; beside it the number of bytes is left, see {@link #count}
     * @param java path of a Java on the agent
     * @param classes folder where {@link DispatchProgram#files} are
     * @param env takes the variables
     */
    static String of(Dispatch send, String pipe, String java, String classes, Map<String, String> env) {
        SendScript script = new SendScript(env);
        String arguments = String.join(" ", DispatchProgram.arguments(send, count(pipe), env));
        env.put(PIPE, pipe);
        env.put("MSB_JAVA", java);
        env.put("MSB_CLASSES", classes);
        script.line("if \"$MSB_JAVA\" -version >\"$MSB_PIPE.java\" 2>&1; then");
        script.line("exec \"$MSB_JAVA\" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$MSB_CLASSES\" "
                + DispatchProgram.class.getName() + " " + arguments);
        script.line("fi");
        for (DockerCommand command : send.preparation()) {
            script.line(script.command(command) + " || exit $?");
        }
        script.line("mkfifo \"$MSB_PIPE\" || exit $?");
        script.line(script.command(send.take()) + " <\"$MSB_PIPE\" &");
        script.line("taker=$!");
        script.line("exec 9>\"$MSB_PIPE\"");
        script.line("{ " + script.command(send.export()) + "; echo $? >\"$MSB_PIPE.status\"; } |"
                + " LC_ALL=C dd bs=65536 >&9 2>\"$MSB_PIPE.count\"");
        script.line("read -r status <\"$MSB_PIPE.status\"");
        script.line("if [ \"$status\" != 0 ]; then kill \"$taker\"; wait \"$taker\"; exit 1; fi");
        script.line("exec 9>&-");
        script.line("wait \"$taker\"");
        return script.text.toString();
    }

    /** Where the script leaves how much went over. */
    static String count(String pipe) {
        return pipe + ".count";
    }

    /** How much that was, of what {@code dd} says. */
    static long bytes(String said) {
        String digits = said.lines()
                .filter(line -> line.matches("\\d{1,18} bytes.*"))
                .findFirst()
                .orElse("0 bytes");
        return Long.parseLong(digits.substring(0, digits.indexOf(' ')));
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
