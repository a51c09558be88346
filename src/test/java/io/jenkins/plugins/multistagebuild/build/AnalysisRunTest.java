package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The state machine while it has the final image looked into. */
class AnalysisRunTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final DockerHost HOST = new DockerHost("here", null, "docker", Map.of());
    private static final String ID = "sha256:" + "a".repeat(64);
    private static final ImageDetails IMAGE = new ImageDetails(ID, null, 7, List.of());

    private final List<String> lines = new ArrayList<>();
    private final LogSink logs = new LogSink() {
        @Override
        public void stageLine(int stage, Instant at, byte[] line) {}

        @Override
        public void say(String line) {
            lines.add(line);
        }
    };
    private final Build build = build(RunRules.DEFAULT.withAnalysis(true));

    @Test
    void theImageIsLookedIntoWhenItIsKnownAndTheTimeForItIsNotTheBuilds() {
        assertThat(untilTheImage(build)).containsExactly(new BuildAction.Analyze(HOST, IMAGE));
        assertThat(build.outcome(at(20)).result()).isNull();
        Analysis analysis = new Analysis(null, "x", 3, 1234);

        assertThat(tell(20, new BuildEvent.Analyzed(analysis))).singleElement().isInstanceOf(BuildAction.End.class);

        Outcome outcome = build.outcome(at(99));
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.analysis()).isEqualTo(analysis);
        assertThat(outcome.wallMillis()).isEqualTo(10_000);
        assertThat(lines).contains("the image could not be looked into: x");
    }

    @Test
    void nobodyLooksWhereItWasNotAskedFor() {
        assertThat(untilTheImage(build(RunRules.DEFAULT))).singleElement().isInstanceOf(BuildAction.End.class);
    }

    @Test
    void atTheEndOfTheTimeAnImageThatWasBuiltIsBuilt() {
        Build timed = build(
                new RunRules(1, false, 0, false, Duration.ofSeconds(15), Duration.ofSeconds(5)).withAnalysis(true));
        untilTheImage(timed);

        assertThat(timed.on(new BuildEvent.Woken(), at(14), logs)).isEmpty();
        assertThat(timed.on(new BuildEvent.Woken(), at(15), logs)).containsExactly(new BuildAction.StopAnalysis());
        assertThat(timed.on(new BuildEvent.Woken(), at(16), logs)).isEmpty();
        assertThat(timed.on(new BuildEvent.Analyzed(Analysis.failed("Stream closed", 1)), at(17), logs))
                .singleElement()
                .isInstanceOf(BuildAction.End.class);

        Outcome outcome = timed.outcome(at(99));
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.analysis()).isEqualTo(Analysis.failed("the build took longer than 15 s", 5_000));
    }

    @Test
    void anAbortEndsItAtOnce() {
        untilTheImage(build);

        assertThat(tell(12, new BuildEvent.Abort("interrupted")))
                .containsExactly(new BuildAction.StopAnalysis(), new BuildAction.End());
        assertThat(tell(13, new BuildEvent.Analyzed(Analysis.failed("late", 1))))
                .isEmpty();

        Outcome outcome = build.outcome(at(99));
        assertThat(outcome.result()).isEqualTo(Result.ABORTED);
        assertThat(outcome.analysis()).isEqualTo(Analysis.failed("interrupted", 2_000));
    }

    private List<BuildAction> untilTheImage(Build each) {
        each.on(new BuildEvent.Begin(), START, logs);
        Engine engine = new Engine(Flavour.BUILDKIT, "20.10", "20.10", null, false, "linux/amd64");
        each.on(new BuildEvent.Probed(engine), at(1), logs);
        each.on(new BuildEvent.Cleaned(null), at(2), logs);
        each.on(new BuildEvent.Exited(0, 0, ID), at(9), logs);
        return each.on(new BuildEvent.ImageRead(IMAGE, Map.of()), at(10), logs);
    }

    private List<BuildAction> tell(int second, BuildEvent event) {
        return build.on(event, at(second), logs);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static Build build(RunRules rules) {
        byte[] file = "FROM busybox\n".getBytes(StandardCharsets.UTF_8);
        BuildOptions options =
                new BuildOptions(HOST, EnginePreference.AUTO, BuildRequest.of("Dockerfile", "."), "/tmp/x", file);
        return new Build(
                GraphReader.read("Dockerfile", file, GraphOptions.none()).graph(), options.withRules(rules), START);
    }
}
