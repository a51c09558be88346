package io.jenkins.plugins.multistagebuild.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectPathTest {

    @ParameterizedTest
    @CsvSource({
        ".,''",
        "./,''",
        "app/..,''",
        "app,app",
        "./app/,app",
        "app/.,app",
        "b/../app,app",
        "a//b,a/b",
        "a/b/../../c,c",
    })
    void detoursAreLeftOut(String path, String direct) {
        assertThat(DirectPath.of(path)).isEqualTo(direct);
    }
}
