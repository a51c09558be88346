package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspacePathTest {

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
        assertThat(WorkspacePath.direct(path)).isEqualTo(direct);
    }
}
