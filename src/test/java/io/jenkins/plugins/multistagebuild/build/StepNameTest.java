package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepNameTest {

    @Test
    void namesOfStepsAreReadInAllTheirForms() {
        assertThat(StepName.parse("[builder 2/5] RUN make")).isEqualTo(new StepName("builder", 2, 5, "RUN make"));
        assertThat(StepName.parse("[2/5] RUN make")).isEqualTo(new StepName(null, 2, 5, "RUN make"));
        assertThat(StepName.parse("[stage-1  9/10] COPY a b")).isEqualTo(new StepName("stage-1", 9, 10, "COPY a b"));
        assertThat(StepName.parse("[linux/arm64 builder 1/2] FROM x"))
                .isEqualTo(new StepName("builder", 1, 2, "FROM x"));
        assertThat(StepName.parse("[linux/arm64 1/2] FROM x")).isEqualTo(new StepName(null, 1, 2, "FROM x"));
        assertThat(StepName.parse("[linux/amd64->arm64 b 1/2] FROM x")).isEqualTo(new StepName("b", 1, 2, "FROM x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[internal] load build definition",
                "exporting to image",
                "[auth] pull",
                "[a 1/2]",
                "",
                "[a b 1/2] c"
            })
    void otherNamesAreNoSteps(String name) {
        assertThat(StepName.parse(name)).isNull();
    }
}
