package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tells the state machine what happens where hand-overs go through a registry. */
class RegistryHandOverTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ID = "sha256:" + "a".repeat(64);
    private static final String DIGEST = "sha256:" + "d".repeat(64);
    private static final String LOW = "sha256:" + "1".repeat(64);
    private static final String HIGH = "sha256:" + "2".repeat(64);
    private static final RunId RUN = new RunId("1-0-00000000-00000000");
    private static final String REPOSITORY = "registry.example:5000/ci/hand-over";
    private static final String PUSHED = REPOSITORY + ":1-0-00000000-00000000.0";
    private static final String PUSH_ENDS =
            "The push refers to repository [" + REPOSITORY + "]\nx.0: digest: " + DIGEST + " size: 527\n";
    /** A stage of which two others copy, and one that is built from it. */
    private static final String FILE =
            """
            FROM busybox AS one
            RUN one
            FROM busybox AS left
            COPY --from=one /one /l
            FROM busybox AS right
            COPY --from=one /one /r
            FROM left
            COPY --from=right /r /r
            """;

    private final List<String> lines = new ArrayList<>();
    private final LogSink logs = new LogSink() {
        @Override
        public void stageLine(int stage, Instant at, byte[] line) {
            // What stages print is not looked at here.
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }
    };
    private Build build = build(RunRules.DEFAULT);
    private Instant now = START.plusSeconds(10);

    @Test
    void onePushServesSeveralHosts() {
        begin();
        BuildAction.Run push = run(tell(new BuildEvent.Exited(0, 0, null)));
        assertThat(host(push)).isEqualTo("a");
        assertThat(push.command().arguments())
                .containsSubsequence(
                        "build",
                        "--target",
                        "multi-stage-build.closing",
                        "--tag",
                        PUSHED,
                        "--label",
                        RunId.LABEL + "=" + RUN.value());
        assertThat(text(push.files())).contains("COPY --from=0 [\"/one\", \"/one\"]");
        assertThat(push.after()).containsExactly(command("a", "push", PUSHED));

        output(1, "#5 [multi-stage-build.closing 1/1] COPY\n" + PUSH_ENDS);
        List<BuildAction> actions = tell(new BuildEvent.Exited(1, 0, null));
        assertThat(actions.get(0)).isEqualTo(new BuildAction.Weigh(host("a"), 0, REPOSITORY + "@" + DIGEST));
        BuildAction.Run pull = (BuildAction.Run) actions.get(1);
        assertThat(pull.command()).isEqualTo(command("b", "pull", PUSHED));
        assertThat(pull.after())
                .as("by the digest, so that nobody can put something else there")
                .containsExactly(command(
                        "b",
                        "tag",
                        REPOSITORY + "@" + DIGEST,
                        "multi-stage-build.invalid/hand-over:" + RUN.value() + ".1"));
        BuildAction.Run other = (BuildAction.Run) actions.get(2);
        assertThat(other.command()).isEqualTo(command("c", "pull", PUSHED));
        assertThat(actions).hasSize(3);
        assertThat(build.hosts(1)).containsExactly("a");
        assertThat(build.hosts(2)).containsExactly("b");
        assertThat(lines)
                .contains(
                        "what is handed over stays in " + REPOSITORY + ", under tags that begin with " + RUN.value()
                                + ", until the registry removes it",
                        "pushing files of one from a to registry.example:5000",
                        "sending files of one from a to b through registry.example:5000",
                        "sending files of one from a to c through registry.example:5000");

        output(2, "111111111111: Already exists\n222222222222: Pull complete\nDigest: " + DIGEST + "\n");
        assertThat(text(run(tell(new BuildEvent.Exited(2, 0, null))).files()))
                .contains("FROM " + REPOSITORY + "@" + DIGEST + " AS one");
        tell(new BuildEvent.Exited(3, 0, null));
        assertThat(build.outcome(now).transfers())
                .extracting(Transfer::bytes, Transfer::sizeBytes, Transfer::through)
                .as("as long as nobody tells how much it is")
                .containsOnly(tuple(null, null, "registry.example:5000"));
        tell(new BuildEvent.Weighed(0, Map.of(LOW, 100L, HIGH, 20L)));
        assertThat(build.outcome(now).transfers())
                .extracting(Transfer::to, Transfer::bytes, Transfer::sizeBytes)
                .containsExactlyInAnyOrder(tuple("b", 20L, 120L), tuple("c", 0L, 120L));
    }

    @Test
    void aWholeImageOfTheClassicBuilderGetsANameAndIsPushed() {
        build = build(RunRules.DEFAULT);
        begin(Flavour.CLASSIC);
        BuildAction.Run push = run(tell(new BuildEvent.Exited(0, 0, ID)));
        assertThat(push.command().arguments()).contains("--tag", PUSHED);
        assertThat(text(push.files())).isEqualTo("FROM scratch\nCOPY --from=" + ID + " [\"/one\", \"/one\"]\n");
        assertThat(push.after()).containsExactly(command("a", "push", PUSHED));
    }

    @Test
    void theRepositoryIsCleanedOnEveryHost() {
        begin();
        tell(new BuildEvent.Abort("enough"));
        List<BuildAction> cleaning = tell(new BuildEvent.Exited(0, 143, null));
        assertThat(cleaning)
                .contains(new BuildAction.Clean(
                        host("a"), RUN, Temporaries.Whose.THIS_RUN, true, new HandOverRepository(REPOSITORY)));
    }

    @Test
    void aRegistryThatRefusesIsToldWithAWayOut() {
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        output(1, "The push refers to repository [" + REPOSITORY + "]\ndenied: requested access is denied\n");
        assertThat(tell(new BuildEvent.Exited(1, 1, null))).containsExactly(new BuildAction.Ask(host("a")));
        tell(new BuildEvent.Answered("a"));
        assertThat(build.outcome(now).failure().message())
                .startsWith("Dockerfile:4: /one of stage one can't be handed over from a to b: a can't push to "
                        + REPOSITORY + ": denied: requested access is denied; log the docker client for a in to it");
    }

    @Test
    void aRegistryWithoutRoomIsNoDiskOfAHost() {
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        output(1, "The push refers to repository [" + REPOSITORY + "]\nerror: no space left on device\n");
        tell(new BuildEvent.Exited(1, 1, null));
        tell(new BuildEvent.Answered("a"));
        assertThat(build.outcome(now).failure().message()).contains("; make room there");
        assertThat(build.outcome(now).notes()).isEmpty();
    }

    @Test
    void whatSomebodyElsePutThereIsNotTaken() {
        begin();
        pushed();
        output(2, "Digest: " + ID + "\nStatus: Downloaded\nError response from daemon: No such image\n");
        tell(new BuildEvent.Exited(2, 1, null));
        tell(new BuildEvent.Answered("b"));
        assertThat(build.outcome(now).failure().message()).contains("is not what was pushed there");
    }

    @Test
    void aPushThatTellsNoDigestIsNotTrusted() {
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        output(1, "x.0: digest: sha256:" + "g".repeat(64) + " size: 527\n");
        tell(new BuildEvent.Exited(1, 0, null));
        assertThat(build.outcome(now).failure().message()).endsWith("the client of a told no digest of what it pushed");
    }

    @Test
    void whatMayPassIsTriedAgainOnce() {
        build = build(new RunRules(4, false, 1, false, null, null));
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        output(1, "The push refers to repository [" + REPOSITORY + "]\ndial tcp: connection refused\n");
        tell(new BuildEvent.Exited(1, 1, null));
        List<BuildAction> pause = tell(new BuildEvent.Answered("a"));
        assertThat(pause).as("nobody else begins meanwhile").containsExactly(new BuildAction.Wake(now.plusSeconds(2)));
        now = now.plusSeconds(2);
        List<BuildAction> again = tell(new BuildEvent.Woken());
        assertThat(run(again).after()).containsExactly(command("a", "push", REPOSITORY + ":1-0-00000000-00000000.1"));
    }

    @Test
    void whatWasPushedForALostHostServesTheOthers() {
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        tell(new BuildEvent.Silent("c", "gone"));
        output(1, PUSH_ENDS);
        List<BuildAction> actions = tell(new BuildEvent.Exited(1, 0, null));
        assertThat(actions).hasSize(2);
        assertThat(((BuildAction.Run) actions.get(1)).command()).isEqualTo(command("b", "pull", PUSHED));
    }

    @Test
    void whatALostHostWasPushingIsBuiltAndPushedElsewhere() {
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        List<BuildAction> actions = tell(new BuildEvent.Silent("a", "gone"));
        assertThat(actions).contains(new BuildAction.Stop(1));
        BuildAction.Run anew = (BuildAction.Run) actions.get(actions.size() - 1);
        tell(new BuildEvent.Exited(anew.unit(), 0, null));
        assertThat(build.outcome(now).failure()).isNull();
        assertThat(lines).anyMatch(line -> line.matches("pushing files of one from [bc] to registry.example:5000"));
    }

    @Test
    void anImageTravelsAsAWhole() {
        begin();
        pushed();
        output(2, "Digest: " + DIGEST + "\n");
        List<BuildAction> left = tell(new BuildEvent.Exited(2, 0, null));
        BuildAction.Run push = run(tell(new BuildEvent.Exited(run(left).unit(), 0, null)));
        assertThat(push.command().arguments())
                .containsSubsequence("--target", "left", "--tag", REPOSITORY + ":1-0-00000000-00000000.1")
                .doesNotContain("--label");
    }

    private void pushed() {
        tell(new BuildEvent.Exited(0, 0, null));
        output(1, PUSH_ENDS);
        tell(new BuildEvent.Exited(1, 0, null));
    }

    private void begin() {
        begin(Flavour.BUILDKIT);
    }

    private void begin(Flavour flavour) {
        tell(new BuildEvent.Begin());
        Engine engine = new Engine(flavour, "20.10", "20.10", null, false, "linux/amd64");
        for (String host : List.of("a", "b", "c")) {
            tell(new BuildEvent.Surveyed(
                    host, new HostSurvey(engine, 2, List.of("busybox"), List.of(), "", 0), Long.MAX_VALUE));
        }
    }

    private List<BuildAction> tell(BuildEvent event) {
        return build.on(event, now, logs);
    }

    private void output(int run, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tell(new BuildEvent.Output(run, bytes, 0, bytes.length));
    }

    private static BuildAction.Run run(List<BuildAction> actions) {
        assertThat(actions).singleElement().isInstanceOf(BuildAction.Run.class);
        return (BuildAction.Run) actions.get(0);
    }

    private static String host(BuildAction.Run run) {
        return run.command().environment().get("DOCKER_HOST");
    }

    private static DockerCommand command(String host, String... arguments) {
        return host(host).command(arguments);
    }

    private static String text(List<BuildAction.NewFile> files) {
        return files.stream()
                .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    private static DockerHost host(String name) {
        return new DockerHost(name, name, "docker", Map.of());
    }

    /** Stage one on a, left on b, right and the target on c; all on the first host where hosts are lost. */
    private static Planning planned(PlanRequest request) {
        HandOver one = new HandOver(0, 1, false, List.of("/one"), 0);
        HandOver left = new HandOver(1, 2, true, List.of(), 0);
        return new Planning(
                new Plan(List.of(
                        new Unit("c", List.of(3), List.of(3), List.of(), List.of(2, 3), List.of(left), 0, 0),
                        new Unit("a", 0, List.of(0), List.of()),
                        new Unit("b", List.of(1), List.of(1), List.of(), List.of(1), List.of(one), 0, 0),
                        new Unit("c", List.of(2), List.of(2), List.of(), List.of(1), List.of(one), 0, 0))),
                List.of());
    }

    private static Build build(RunRules rules) {
        byte[] file = FILE.getBytes(StandardCharsets.UTF_8);
        StageGraph graph = GraphReader.read(
                        "Dockerfile", file, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
        BuildRequest request =
                BuildRequest.of("Dockerfile", ".").withNaming(new BuildRequest.Naming(List.of("t:1"), Map.of(), false));
        BuildHosts where = new BuildHosts(
                        List.of(host("a"), host("b"), host("c")), false, null, RegistryHandOverTest::planned, null)
                .withRegistry(REPOSITORY);
        return new Build(
                graph, new BuildOptions(where, EnginePreference.AUTO, request, "/tmp/x", file, RUN, rules), START);
    }
}
