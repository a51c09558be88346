package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A hand-over as a program of its own, see {@link ProgramWords}. */
public final class DispatchProgram {

    /** The classes that it needs, as their files are called. */
    private static final List<String> CLASSES = List.of(
            "DispatchProgram",
            "ProgramWords",
            "DispatchRun",
            "DispatchRun$Said",
            "DispatchRun$Source",
            "DispatchRun$Check",
            "DispatchRun$Counted",
            "Dispatch",
            "DockerCommand",
            "LocalProcess",
            "LastLines",
            "LayerArchive",
            "LayerFilter");

    private DispatchProgram() {}

    /** Where its class files go below a folder, with their content. */
    public static Map<String, byte[]> files() throws IOException {
        return ProgramWords.files(CLASSES);
    }

    /**
     * The arguments for a hand-over.
     *
     * @param count path of the file where the number of bytes is left
     * @param variables takes the values of the variables
     */
    public static List<String> arguments(Dispatch dispatch, String count, Map<String, String> variables) {
        ProgramWords words = ProgramWords.to(variables);
        List.of(count, dispatch.name(), dispatch.run(), dispatch.platform()).forEach(words::add);
        dispatch.preparation().forEach(command -> words.add("preparation", command));
        DockerCommand layers = dispatch.layers();
        if (layers != null) {
            words.add("layers", layers);
        }
        words.add("export", dispatch.export());
        words.add("take", dispatch.take());
        words.add("load", dispatch.load());
        return words.words();
    }

    /** The hand-over of some arguments. */
    static Dispatch read(List<String> arguments, Map<String, String> variables) {
        ProgramWords words = ProgramWords.of(arguments, variables);
        words.value();
        String name = words.value();
        String run = words.value();
        String platform = words.value();
        List<DockerCommand> preparation = new ArrayList<>();
        Map<String, DockerCommand> others = new HashMap<>();
        while (!words.isAtEnd()) {
            String role = words.plain();
            if (role.equals("preparation")) {
                preparation.add(words.command());
            } else {
                others.put(role, words.command());
            }
        }
        return new Dispatch(
                preparation,
                others.get("layers"),
                others.get("export"),
                others.get("take"),
                others.get("load"),
                name,
                run,
                platform);
    }

    /** Carries a hand-over out; the last line that it prints says what went wrong. */
    @SuppressWarnings("PMD.SystemPrintln")
    public static void main(String[] args) {
        DispatchRun run = new DispatchRun(read(List.of(args), System.getenv()));
        // Who reads must not take a part for the whole, also when this program is told to end.
        Runtime.getRuntime().addShutdownHook(new Thread(run::kill, "end"));
        String problem;
        try {
            problem = run.run();
            Files.write(
                    Path.of(System.getenv(args[0])),
                    (run.bytes() + " bytes\n" + run.size() + " bytes in all\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | InterruptedException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (problem != null) {
            System.out.println(problem);
            System.exit(1);
        }
    }
}
