package io.jenkins.plugins.multistagebuild.step;

import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DispatchProgram;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.util.List;
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
    private final ScriptCommands commands;

    private SendScript(ScriptCommands commands) {
        this.commands = commands;
    }

    /**
     * The script.
     *
     * @param pipe path on the agent of a file that is not there; beside it the number of bytes is left, see {@link #count}
     * @param java a Java on the agent
     * @param classes folder where {@link DispatchProgram#files} are
     * @param env takes the variables
     */
    static String of(Dispatch send, String pipe, AgentJava java, String classes, Map<String, String> env) {
        ScriptCommands commands = new ScriptCommands(env);
        SendScript script = new SendScript(commands);
        String arguments = String.join(" ", DispatchProgram.arguments(send, count(pipe), env));
        env.put(PIPE, pipe);
        script.line(commands.program(java, "-Xmx64m", classes, DispatchProgram.class, arguments));
        for (DockerCommand command : send.preparation()) {
            script.line(commands.command(command) + " || exit $?");
        }
        script.line("mkfifo \"$MSB_PIPE\" || exit $?");
        script.line(commands.command(send.take()) + " <\"$MSB_PIPE\" &");
        script.line("taker=$!");
        script.line("exec 9>\"$MSB_PIPE\"");
        script.line("{ " + commands.command(send.export()) + "; echo $? >\"$MSB_PIPE.status\"; } |"
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
        return amounts(said).get(0);
    }

    /** How much it would have been with nothing of it there. */
    static long size(String said) {
        List<Long> amounts = amounts(said);
        return amounts.get(amounts.size() - 1);
    }

    private static List<Long> amounts(String said) {
        List<Long> amounts = said.lines()
                .filter(line -> line.matches("\\d{1,18} bytes.*"))
                .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))))
                .toList();
        return amounts.isEmpty() ? List.of(0L) : amounts;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
