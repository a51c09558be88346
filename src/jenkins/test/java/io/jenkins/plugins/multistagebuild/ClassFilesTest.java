package io.jenkins.plugins.multistagebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The default build compiles against declarations; what comes out must be what Jenkins' own artifacts make of it. */
class ClassFilesTest {

    private static final Path GENUINE = Path.of("target/classes");
    private static final Path DECLARED = Path.of("../../target/classes");

    @Test
    void declarationsMakeTheSameClassFilesAsTheGenuineArtifacts() throws IOException {
        List<Path> classes;
        try (Stream<Path> files = Files.walk(GENUINE)) {
            classes = files.filter(file -> file.toString().endsWith(".class"))
                    .map(GENUINE::relativize)
                    .toList();
        }

        assertThat(classes).hasSizeGreaterThan(100);
        assertThat(DECLARED)
                .as("classes of the default build, which has to run first")
                .isDirectory();
        assertThat(classes).allSatisfy(file -> assertThat(Files.mismatch(GENUINE.resolve(file), DECLARED.resolve(file)))
                .as("first byte in which %s differs", file)
                .isEqualTo(-1));
    }
}
