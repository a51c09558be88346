package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepNumbersTest {

    private List<InstructionRun> steps = List.of();

    @Test
    void aWorkdirForTheRootHasNoNumber() {
        assertThat(found("WORKDIR /\nRUN a\nRUN b", "RUN a", "RUN b")).containsExactly("RUN a", "RUN b");
    }

    @Test
    void aVariableMayComeToTheRoot() {
        String file = "WORKDIR $D\nRUN a\nRUN b";
        assertThat(found(file, "RUN a", "RUN b")).containsExactly("RUN a", "RUN b");
        assertThat(found(file, "WORKDIR /app", "RUN a", "RUN b")).containsExactly("WORKDIR $D", "RUN a", "RUN b");
    }

    @Test
    void theFolderAboveMayBeTheRoot() {
        String file = "WORKDIR /src\nWORKDIR ..\nRUN one\nRUN two\nRUN three";
        assertThat(found(file, "WORKDIR /src", "RUN one", "RUN two", "RUN three"))
                .containsExactly("WORKDIR /src", "RUN one", "RUN two", "RUN three");
        assertThat(found(file, "WORKDIR /src", "WORKDIR ..", "RUN one", "RUN two", "RUN three"))
                .containsExactly("WORKDIR /src", "WORKDIR ..", "RUN one", "RUN two", "RUN three");
    }

    @Test
    void whatWasFoundOnceCountsForWhatComesAfterIt() {
        String file = "WORKDIR $D\nRUN echo $A\nRUN echo $B\nCOPY $C /";
        assertThat(found(file, "RUN echo 1", "RUN echo 2", "COPY 3 /"))
                .containsExactly("RUN echo $A", "RUN echo $B", "COPY $C /");
    }

    @Test
    void withoutDoubtOnlyTheNumberCounts() {
        assertThat(found("RUN a\nCOPY b /\nRUN c", "RUN x", "COPY y /", "RUN a"))
                .containsExactly("RUN a", "COPY b /", "RUN c");
    }

    @Test
    void numbersComeInAnyOrderAndMoreThanOnce() {
        numbers("WORKDIR $D\nRUN a\nRUN b");
        StepNumbers numbers = new StepNumbers(steps);
        assertThat(text(numbers, 3, "RUN b", 1)).isEqualTo("RUN b");
        assertThat(text(numbers, 2, "RUN a", 0)).isEqualTo("RUN a");
        assertThat(text(numbers, 3, "RUN b", 1)).isEqualTo("RUN b");
    }

    /** What the names of a stage's steps lead to, after {@code FROM}. */
    private List<String> found(String file, String... names) {
        numbers(file);
        StepNumbers numbers = new StepNumbers(steps);
        return Stream.iterate(0, i -> i < names.length, i -> i + 1)
                .map(i -> text(numbers, i + 2, names[i], i))
                .toList();
    }

    private void numbers(String file) {
        steps = Arrays.stream(file.split("\n"))
                .map(line -> new InstructionRun(1, line, "", true))
                .toList();
    }

    private String text(StepNumbers numbers, int number, String name, int first) {
        return numbers.find(new StepName("s", number, steps.size() + 1, name), first)
                .text();
    }
}
