package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An engine run with some of its context as a program of its own, see {@link ProgramWords}. */
public final class ContextProgram {

    /** The classes that it needs, as their files are called. */
    private static final List<String> CLASSES = List.of(
            "ContextProgram",
            "ProgramWords",
            "ContextRun",
            "ContextRun$Gate",
            "ContextCommand",
            "DockerCommand",
            "PartialContext",
            "ContextFolder",
            "ContextFolder$Item",
            "ContextFolder$Kind",
            "ContextFolder$Visitor",
            "ContextSelection",
            "ContextSelection$Part",
            "ContextSelection$Share",
            "IgnoreRules",
            "IgnoreRules$Finding",
            "IgnorePattern",
            "IgnorePattern$1",
            "IgnorePattern$Kind",
            "TarWriter",
            "TarWriter$Entry",
            "TarWriter$Kind",
            "LocalProcess");

    private ContextProgram() {}

    /** Where its class files go below a folder, with their content. */
    public static Map<String, byte[]> files() throws IOException {
        return ProgramWords.files(CLASSES);
    }

    /**
     * The arguments for an engine run.
     *
     * @param some the engine run with some of its context
     * @param all the command where the client is to read it by itself
     * @param variables takes the values of the variables
     */
    public static List<String> arguments(ContextCommand some, DockerCommand all, Map<String, String> variables) {
        ProgramWords words = ProgramWords.to(variables);
        words.add(some.folder());
        words.add(some.dockerfile());
        words.add(some.sources());
        words.add("some", some.command());
        words.add("all", all);
        return words.words();
    }

    /** Carries it out: what the client prints is printed, and its exit status is this program's. */
    @SuppressWarnings("PMD.SystemPrintln")
    public static void main(String[] args) throws IOException, InterruptedException {
        ProgramWords words = ProgramWords.of(List.of(args), System.getenv());
        String folder = words.value();
        String dockerfile = words.value();
        List<String> sources = words.values();
        words.plain();
        ContextCommand some = new ContextCommand(words.command(), folder, dockerfile, sources);
        words.plain();
        ContextRun run = ContextRun.of(some, words.command());
        Process process = LocalProcess.builder(run.command())
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LocalProcess.kill(process), "end"));
        String problem = run.feed(process);
        int status = process.waitFor();
        if (problem != null) {
            System.out.println(problem);
        }
        System.exit(problem == null || status != 0 ? status : 1);
    }
}
