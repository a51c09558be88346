package io.jenkins.plugins.multistagebuild.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuiltImageTest {

    private static final String ID = "sha256:" + "a".repeat(64);

    @Test
    void anIdStandsAloneOrInBuildxsMetadata() {
        assertThat(BuiltImage.id(ID + "\n")).isEqualTo(ID);
        assertThat(BuiltImage.id("{\"containerimage.digest\":\"" + ID + "\"}")).isEqualTo(ID);
    }

    @Test
    void anythingElseIsNone() {
        assertThat(BuiltImage.id(null)).isNull();
        assertThat(BuiltImage.id("")).isNull();
        assertThat(BuiltImage.id("--help")).isNull();
        assertThat(BuiltImage.id("{")).isNull();
        assertThat(BuiltImage.id("{\"containerimage.digest\":7}")).isNull();
    }
}
