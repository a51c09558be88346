package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The arguments of a program of ours on a machine where nothing of ours is installed but a Java. They are names of variables,
 * since others can read the arguments of a program.
 */
final class ProgramWords {

    private final List<String> words;
    private final Map<String, String> variables;
    private int at;

    private ProgramWords(List<String> words, Map<String, String> variables) {
        this.words = words;
        this.variables = variables;
    }

    /**
     * Arguments to be made.
     *
     * @param variables takes the values of the variables
     */
    static ProgramWords to(Map<String, String> variables) {
        return new ProgramWords(new ArrayList<>(), variables);
    }

    /** Arguments that were made so. */
    static ProgramWords of(List<String> words, Map<String, String> variables) {
        return new ProgramWords(words, variables);
    }

    /** Where class files go below a folder, with their content. */
    static Map<String, byte[]> files(List<String> classes) throws IOException {
        String folder = ProgramWords.class.getPackageName().replace('.', '/') + "/";
        Map<String, byte[]> files = new HashMap<>();
        for (String name : classes) {
            try (InputStream in = ProgramWords.class.getResourceAsStream(name + ".class")) {
                files.put(
                        folder + name + ".class",
                        Objects.requireNonNull(in, name).readAllBytes());
            }
        }
        return files;
    }

    List<String> words() {
        return words;
    }

    void add(String value) {
        words.add(variable(value));
    }

    void add(List<String> values) {
        words.add(Integer.toString(values.size()));
        values.forEach(this::add);
    }

    void add(String role, DockerCommand command) {
        words.add(role);
        add(command.arguments());
        words.add(Integer.toString(command.environment().size()));
        command.environment().forEach((name, value) -> words.add(name + "=" + variable(value)));
    }

    private String variable(String value) {
        String name = "MSB_D" + variables.size();
        variables.put(name, value);
        return name;
    }

    boolean isAtEnd() {
        return at == words.size();
    }

    /** The next word as it stands. */
    String plain() {
        return words.get(at++);
    }

    String value() {
        return value(plain());
    }

    List<String> values() {
        int count = Integer.parseInt(plain());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value());
        }
        return values;
    }

    /** A command, behind its role. */
    DockerCommand command() {
        List<String> arguments = values();
        int count = Integer.parseInt(plain());
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String word = plain();
            int equals = word.indexOf('=');
            environment.put(word.substring(0, equals), value(word.substring(equals + 1)));
        }
        return new DockerCommand(arguments, environment);
    }

    /** Jenkins sets no variable that would be empty. */
    private String value(String name) {
        return variables.getOrDefault(name, "");
    }
}
