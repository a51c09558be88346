package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A hand-over as a program of its own, for a machine where nothing of ours is installed but a Java. Its arguments are names of
 * variables, since others can read the arguments of a program.
 */
public final class DispatchProgram {

    /** The classes that it needs, as their files are called. */
    private static final List<String> CLASSES = List.of(
            "DispatchProgram",
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
        String folder = DispatchProgram.class.getPackageName().replace('.', '/') + "/";
        Map<String, byte[]> files = new HashMap<>();
        for (String name : CLASSES) {
            try (InputStream in = DispatchProgram.class.getResourceAsStream(name + ".class")) {
                files.put(
                        folder + name + ".class",
                        Objects.requireNonNull(in, name).readAllBytes());
            }
        }
        return files;
    }

    /**
     * The arguments for a hand-over.
     *
     * @param count path of the file where the number of bytes is left
     * @param variables takes the values of the variables
     */
    public static List<String> arguments(Dispatch dispatch, String count, Map<String, String> variables) {
        List<String> words = new ArrayList<>();
        for (String value : List.of(count, dispatch.name(), dispatch.run(), dispatch.platform())) {
            words.add(variable(value, variables));
        }
        dispatch.preparation().forEach(command -> add("preparation", command, words, variables));
        DockerCommand layers = dispatch.layers();
        if (layers != null) {
            add("layers", layers, words, variables);
        }
        add("export", dispatch.export(), words, variables);
        add("take", dispatch.take(), words, variables);
        add("load", dispatch.load(), words, variables);
        return words;
    }

    private static void add(String role, DockerCommand command, List<String> words, Map<String, String> variables) {
        words.add(role);
        words.add(Integer.toString(command.arguments().size()));
        command.arguments().forEach(argument -> words.add(variable(argument, variables)));
        words.add(Integer.toString(command.environment().size()));
        command.environment().forEach((name, value) -> words.add(name + "=" + variable(value, variables)));
    }

    private static String variable(String value, Map<String, String> variables) {
        String name = "MSB_D" + variables.size();
        variables.put(name, value);
        return name;
    }

    /** The hand-over of some arguments, from the fifth on. */
    static Dispatch read(List<String> words, Map<String, String> variables) {
        List<DockerCommand> preparation = new ArrayList<>();
        Map<String, DockerCommand> others = new HashMap<>();
        int at = 4;
        while (at < words.size()) {
            String role = words.get(at);
            int arguments = Integer.parseInt(words.get(at + 1));
            List<String> argv = new ArrayList<>();
            words.subList(at + 2, at + 2 + arguments).forEach(name -> argv.add(value(name, variables)));
            at += 2 + arguments;
            int environment = Integer.parseInt(words.get(at));
            Map<String, String> env = new HashMap<>();
            for (String word : words.subList(at + 1, at + 1 + environment)) {
                int equals = word.indexOf('=');
                env.put(word.substring(0, equals), value(word.substring(equals + 1), variables));
            }
            at += 1 + environment;
            DockerCommand command = new DockerCommand(argv, env);
            if (role.equals("preparation")) {
                preparation.add(command);
            } else {
                others.put(role, command);
            }
        }
        return new Dispatch(
                preparation,
                others.get("layers"),
                others.get("export"),
                others.get("take"),
                others.get("load"),
                value(words.get(1), variables),
                value(words.get(2), variables),
                value(words.get(3), variables));
    }

    /** Jenkins sets no variable that would be empty. */
    private static String value(String name, Map<String, String> variables) {
        return variables.getOrDefault(name, "");
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
                    Path.of(System.getenv(args[0])), (run.bytes() + " bytes\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | InterruptedException e) {
            problem = String.valueOf(e.getMessage());
        }
        if (problem != null) {
            System.out.println(problem);
            System.exit(1);
        }
    }
}
