package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final byte[] NONE = {};

    @Test
    void whatWasAskedForIsTaken() throws IOException {
        byte[] most = new byte[ReadOutput.MAX_BYTES];
        BuildSources sources = new BuildSources(
                new byte[ReadSources.MAX_BYTES],
                "/w/Dockerfile",
                "/w",
                new byte[ReadSources.MAX_BYTES],
                "linux/amd64",
                null);

        assertThat(Answers.output(most)).isSameAs(most);
        assertThat(Answers.sources(sources)).isSameAs(sources);
        assertThat(Answers.sources(BuildSources.refused("no such file")).problem())
                .isEqualTo("no such file");
    }

    @Test
    void moreThanWasAskedForIsRefused() {
        refused(() -> Answers.output(new byte[ReadOutput.MAX_BYTES + 1]), "262145 bytes, of 262144 at most");
        refused(() -> Answers.output(null), "nothing");
        refused(() -> Answers.sources(null), "nothing");
        byte[] tooMuch = new byte[ReadSources.MAX_BYTES + 1];
        refused(() -> Answers.sources(new BuildSources(tooMuch, "", "", null, "", null)), "1048577 bytes, of 1048576");
        refused(() -> Answers.sources(new BuildSources(NONE, "", "", tooMuch, "", null)), "1048577 bytes, of 1048576");
        refused(
                () -> Answers.sources(new BuildSources(NONE, "x".repeat(5_000), "", null, "", null)),
                "5000 characters");
        refused(() -> Answers.sources(new BuildSources(NONE, "", null, null, "", null)), "no text");
        refused(() -> Answers.sources(BuildSources.refused("x".repeat(20_000))), "20000 characters, of 10000 at most");
    }

    private static void refused(Question question, String what) {
        assertThatIOException().isThrownBy(question::ask).withMessageContaining(what);
    }

    private interface Question {
        void ask() throws IOException;
    }
}
