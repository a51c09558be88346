package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.Wording;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pages say why a run failed in their own language; they know it by the words that it is told with. */
class FailureWordsTest {

    private static final String FILE = "FROM busybox AS one\nRUN make\n";

    private final StageRun stage = new StageRun(graph().stage(0));

    @Test
    void aCommand() {
        InstructionRun run = stage.instructions().get(1);
        assertThat(german(new StepFailure(stage, run, "did not complete: exit code: 2").failure("Dockerfile")))
                .isEqualTo("Dockerfile:2: RUN make endete in Stage one mit dem Status 2");
    }

    @Test
    void anInstruction() {
        InstructionRun run = stage.instructions().get(1);
        assertThat(german(new StepFailure(stage, run, "not found").failure("Dockerfile")))
                .isEqualTo("Dockerfile:2: RUN make schlug in Stage one fehl: not found");
    }

    @Test
    void aLimit() {
        assertThat(german(Failures.tooLong("Dockerfile", stage, "5 s")))
                .isEqualTo("Dockerfile:1: Stage one dauerte länger als 5 s, bei FROM busybox");
    }

    private static String german(Failure failure) {
        return Wording.in(Locale.GERMAN, () -> Wording.failure(failure.message()));
    }

    private static StageGraph graph() {
        GraphOptions options = new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64");
        return GraphReader.read("Dockerfile", FILE.getBytes(StandardCharsets.UTF_8), options)
                .graph();
    }
}
