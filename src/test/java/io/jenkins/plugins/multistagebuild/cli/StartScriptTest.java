package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the program, with the classes under test as the jar that is attached to it. */
class StartScriptTest {

    private static final List<String> PLAN = List.of("plan", "--format", "json", "-f", "-", ".");
    private static final String DOCKERFILE = "FROM scratch\nCOPY . /\n";

    @TempDir
    private Path folder;

    private Path program;
    private Path cache;

    @BeforeEach
    void attach() throws IOException {
        program = folder.resolve("multi stage build");
        cache = folder.resolve("cache");
        try (OutputStream out = Files.newOutputStream(program)) {
            Files.copy(Path.of("src/main/sh/multi-stage-build"), out);
            writeJar(out);
        }
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theFirstStartLeavesAnArchiveThatTheNextOneUses() throws Exception {
        Ended first = run(Map.of(), PLAN);
        assertThat(first.exitStatus()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(stages(first)).isEqualTo(1);
        assertThat(cached()).singleElement().satisfies(archive -> {
            assertThat(archive.getFileName().toString()).matches("[0-9.]+-[0-9.]+\\.jsa");
            assertThat(archive.getParent().toString()).endsWith(program.toString());
        });

        // With this option Java does not start unless the archive can be used.
        Ended second = run(Map.of("JDK_JAVA_OPTIONS", "-Xshare:on"), PLAN);
        assertThat(second.exitStatus()).isZero();
        assertThat(stages(second)).isEqualTo(1);
    }

    @Test
    void anArchiveThatIsBrokenDoesNoHarm() throws Exception {
        run(Map.of(), PLAN);
        Path archive = cached().get(0);
        Files.delete(archive);
        Files.writeString(archive, "no archive");

        Ended ended = run(Map.of(), PLAN);
        assertThat(ended.exitStatus()).isZero();
        assertThat(stages(ended)).isEqualTo(1);
    }

    @Test
    void whereNothingCanBeKeptItStartsAllTheSame() throws Exception {
        Ended ended = run(Map.of("XDG_CACHE_HOME", "/dev/null/nowhere"), PLAN);
        assertThat(ended.exitStatus()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(stages(ended)).isEqualTo(1);
    }

    @Test
    void argumentsAndExitStatusPassThrough() throws Exception {
        Ended ended =
                run(Map.of("XDG_CACHE_HOME", "/dev/null/nowhere"), List.of("plan", "-f", "no  such \"file\"", "."));
        assertThat(ended.exitStatus()).isEqualTo(ExitStatus.USAGE);
        assertThat(ended.err()).contains("no  such");
    }

    @Test
    void withoutJavaItSaysWhatToDo() throws Exception {
        Ended ended = run(Map.of("JAVA_HOME", "/nowhere"), PLAN);
        assertThat(ended.exitStatus()).isEqualTo(1);
        assertThat(ended.err()).contains("a Java runtime, 17 or newer, is needed");
    }

    private static int stages(Ended ended) throws IOException {
        return new ObjectMapper().readTree(ended.out()).path("stages").size();
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Ended run(Map<String, String> environment, List<String> arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(program.toString())
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.command().addAll(arguments);
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(DOCKERFILE.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading it.
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private static void writeJar(OutputStream out) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, MultiStageBuild.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(each -> each.endsWith(".jar"))
                        .map(each -> Path.of(each).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path classes = Path.of("target/classes");
        try (JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private record Ended(int exitStatus, String out, String err) {}
}
