package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.HandOver;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import io.jenkins.plugins.multistagebuild.plan.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tells the state machine what happens on several hosts. */
class SpreadBuildTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ID = "sha256:" + "a".repeat(64);
    /** Two stages that can be built side by side, one that needs both, and the target built from that. */
    private static final String FILE =
            """
            FROM busybox AS one
            RUN one
            FROM busybox AS two
            RUN two
            FROM busybox AS both
            COPY --from=one /one /one
            COPY --from=two /two /two
            FROM both
            RUN last
            """;

    private final List<String> lines = new ArrayList<>();
    private final LogSink logs = new LogSink() {
        @Override
        public void stageLine(int stage, Instant at, byte[] line) {
            lines.add(stage + "|" + new String(line, StandardCharsets.UTF_8));
        }

        @Override
        public void say(String line) {
            lines.add(line);
        }
    };
    private Build build = build(List.of("a", "b"), false, SpreadBuildTest::planned);

    @Test
    void allHostsAreAskedAtOnceAndUnitsBeginWhenTheLastHasAnswered() {
        assertThat(tell(new BuildEvent.Begin())).hasSize(2).allSatisfy(each -> assertThat(each)
                .isInstanceOfSatisfying(BuildAction.Survey.class, survey -> assertThat(survey.images())
                        .containsExactly("busybox")));
        assertThat(tell(surveyed("b"))).isEmpty();
        List<BuildAction> actions = tell(surveyed("a"));
        assertThat(runs(actions)).containsExactly("a --target one cacheonly", "b --target two cacheonly");
        assertThat(actions)
                .as("what killed runs have left goes meanwhile")
                .endsWith(
                        new BuildAction.Clean(host("a"), runId(), Temporaries.Whose.KILLED_RUNS, true),
                        new BuildAction.Clean(host("b"), runId(), Temporaries.Whose.KILLED_RUNS, true));
    }

    @Test
    void theTimesOfAHostWhoseClockIsOffAreToldByOurs() {
        tell(new BuildEvent.Begin());
        tell(surveyed("a"));
        Engine engine = new Engine(Flavour.BUILDX, "26", "26", "0.13", true, "linux/amd64");
        tell(new BuildEvent.Surveyed(
                "b", new HostSurvey(engine, 2, List.of("busybox"), List.of(), "", -3_600_000), Long.MAX_VALUE));
        output(
                1,
                """
                {"vertexes":[{"digest":"d","name":"[two 2/2] RUN two","started":"2026-01-02T02:04:07Z",\
                "completed":"2026-01-02T02:04:09Z"}]}
                """);
        tell(new BuildEvent.Exited(1, 0, null));

        StageOutcome two = build.outcome(START).stages().get(1);
        assertThat(two.startedAt()).isEqualTo(START.plusSeconds(2));
        assertThat(two.wallMillis()).isEqualTo(2_000);
        assertThat(build.outcome(START).notes())
                .containsExactly("the clock of host b is 1 h behind; its times are told by ours");
    }

    @Test
    void whatAnEarlierReportToldOfAHostCountsInThePlan() {
        List<Host> planned = new ArrayList<>();
        build = build(List.of("a", "b"), false, request -> {
            planned.addAll(request.hosts());
            return planned(request);
        });
        begin();
        assertThat(planned).extracting(Host::link).containsExactly(Host.Link.UNKNOWN, new Host.Link(7, 1));
    }

    @Test
    void aStageBeginsWhenAllHasArrivedAndItsImageStandsForTheOther() {
        begin();
        tell(new BuildEvent.Cleaned(null));
        tell(new BuildEvent.Cleaned(null));
        assertThat(tell(new BuildEvent.Exited(1, 0, null)))
                .singleElement()
                .isInstanceOfSatisfying(BuildAction.Send.class, send -> {
                    assertThat(send.unit()).isEqualTo(2);
                    assertThat(send.dispatch().preparation()).isEmpty();
                    assertThat(send.dispatch().export().environment()).containsEntry("DOCKER_HOST", "b");
                    assertThat(send.dispatch().export().arguments())
                            .containsSubsequence(
                                    "--output", "type=tar,dest=-", "--target", "multi-stage-build.closing");
                    assertThat(text(send.files())).contains("COPY --from=1 [\"/two\", \"/two\"]");
                    assertThat(send.dispatch().take().environment()).containsEntry("DOCKER_HOST", "a");
                    assertThat(send.dispatch().take().arguments())
                            .startsWith("docker", "import", "--change")
                            .contains("LABEL " + RunId.LABEL + "=1-0-00000000-00000000");
                });
        assertThat(tell(new BuildEvent.Sent(2, 77, 99, null))).isEmpty();
        List<BuildAction> actions = tell(new BuildEvent.Exited(0, 0, null));
        assertThat(actions).singleElement().isInstanceOfSatisfying(BuildAction.Run.class, run -> {
            assertThat(run.imageIdFile()).isNotNull();
            assertThat(text(run.files()))
                    .contains(
                            "FROM multi-stage-build.invalid/hand-over:1-0-00000000-00000000.0 AS two\n\nFROM busybox AS both")
                    .contains("FROM busybox AS one\nRUN one");
        });
        tell(new BuildEvent.Exited(3, 0, ID));
        List<BuildAction> cleaning = tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        assertThat(cleaning)
                .containsExactly(
                        new BuildAction.Clean(host("a"), runId(), Temporaries.Whose.THIS_RUN, true),
                        new BuildAction.Clean(host("b"), runId(), Temporaries.Whose.THIS_RUN, true));
        assertThat(tell(new BuildEvent.Cleaned(null))).isEmpty();
        assertThat(tell(new BuildEvent.Cleaned("no answer"))).containsExactly(new BuildAction.End());

        Outcome outcome = build.outcome(START);
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.transfers()).containsExactly(new Transfer("b", "a", 1, false, List.of("/two"), 77, 99, 0));
        assertThat(outcome.engines()).extracting(HostEngine::host).containsExactly("a", "b");
    }

    @Test
    void aHostThatDoesNotAnswerIsLeftOutUnlessAllAreRequired() {
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.SurveyFailed("b", "nobody is there"));
        assertThat(runs(tell(surveyed("a")))).containsExactly("a t:1");
        assertThat(build.outcome(START).notes()).containsExactly("host b is left out: nobody is there");

        build = build(List.of("a", "b"), true, SpreadBuildTest::planned);
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.SurveyFailed("b", "nobody is there"));
        tell(surveyed("a"));
        assertThat(build.outcome(START).failure().message())
                .isEqualTo("all hosts are required, but b: nobody is there");
    }

    @Test
    void nothingIsBuiltWhereNoHostAnswers() {
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.SurveyFailed("b", "gone"));
        assertThat(tell(new BuildEvent.SurveyFailed("a", "off"))).containsExactly(new BuildAction.End());
        assertThat(build.outcome(START).failure().message()).isEqualTo("no host is left to build on: b: gone; a: off");
    }

    @Test
    void aFailureCountsWhenTheHostAnswers() {
        begin();
        output(0, "#4 [one 2/2] RUN one\n#4 ERROR: exit code: 3\n");
        assertThat(tell(new BuildEvent.Exited(0, 1, null))).containsExactly(new BuildAction.Ask(host("a")));
        assertThat(build.outcome(START).failure()).isNull();
        assertThat(tell(new BuildEvent.Answered("a"))).containsExactly(new BuildAction.Stop(1));
        assertThat(tell(new BuildEvent.Exited(1, 143, null))).hasSize(2).allMatch(BuildAction.Clean.class::isInstance);
        assertThat(build.outcome(START).failure().message())
                .isEqualTo("Dockerfile:2: RUN one failed with exit status 3 in stage one");
    }

    @Test
    void theWorkOfALostHostMovesAlsoWhatHadEndedAndIsStillNeeded() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        List<BuildAction> asked = tell(new BuildEvent.Sent(2, 10, "error during connect"));
        assertThat(asked).containsExactlyInAnyOrder(new BuildAction.Ask(host("a")), new BuildAction.Ask(host("b")));
        assertThat(tell(new BuildEvent.Answered("a"))).isEmpty();
        assertThat(runs(tell(new BuildEvent.Silent("b", "connection refused"))))
                .containsExactly("a --target two cacheonly");
        assertThat(tell(new BuildEvent.Exited(0, 0, null))).isEmpty();
        List<BuildAction> last = tell(new BuildEvent.Exited(3, 0, null));
        assertThat(runs(last)).containsExactly("a t:1");
        tell(new BuildEvent.Exited(4, 0, ID));
        List<BuildAction> cleaning = tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        assertThat(cleaning)
                .containsExactly(new BuildAction.Clean(host("a"), runId(), Temporaries.Whose.THIS_RUN, true));
        assertThat(build.outcome(START).result()).isEqualTo(Result.SUCCESS);
        assertThat(build.outcome(START).notes()).containsExactly("host b is lost: connection refused; moving two → a");
    }

    @Test
    void theWorkOfAHostWhoseDiskIsFullMovesAndTheHostIsCleaned() {
        begin();
        output(1, "#4 [two 2/2] RUN two\n#4 0.1 cp: write error: No space left on device\n#4 ERROR: exit code: 1\n");
        assertThat(tell(new BuildEvent.Exited(1, 1, null))).containsExactly(new BuildAction.Ask(host("b")));
        assertThat(runs(tell(new BuildEvent.Answered("b")))).containsExactly("a --target two cacheonly");
        tell(new BuildEvent.Exited(0, 0, null));
        assertThat(runs(tell(new BuildEvent.Exited(2, 0, null)))).containsExactly("a t:1");
        tell(new BuildEvent.Exited(3, 0, ID));
        assertThat(tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of())))
                .containsExactly(
                        new BuildAction.Clean(host("a"), runId(), Temporaries.Whose.THIS_RUN, true),
                        new BuildAction.Clean(host("b"), runId(), Temporaries.Whose.THIS_RUN, true));
        assertThat(build.outcome(START).result()).isEqualTo(Result.SUCCESS);
        assertThat(build.outcome(START).notes())
                .containsExactly(
                        "the disk of host b is full: Dockerfile:4: RUN two failed with exit status 1 in stage two;"
                                + " moving two → a");
    }

    @Test
    void whatElseFailsOnAHostWhoseDiskIsFullIsOfNoAccount() {
        build = build(List.of("a", "b"), false, request -> {
            HandOver one = new HandOver(0, 1, false, List.of("/one"), 0);
            HandOver two = new HandOver(1, 2, false, List.of("/two"), 0);
            return new Planning(
                    new Plan(List.of(
                            new Unit("a", List.of(3), List.of(2, 3), List.of(), List.of(1, 2), List.of(one, two), 0, 0),
                            new Unit("b", 0, List.of(0), List.of()),
                            new Unit("b", 1, List.of(1), List.of()))),
                    List.of());
        });
        begin();
        output(0, "#4 [one 2/2] RUN one\n#4 ERROR: write /x: no space left on device\n");
        output(1, "#4 [two 2/2] RUN two\n#4 ERROR: exit code: 3\n");
        tell(new BuildEvent.Exited(0, 1, null));
        tell(new BuildEvent.Exited(1, 1, null));
        assertThat(runs(tell(new BuildEvent.Answered("b"))))
                .containsExactlyInAnyOrder("a --target one cacheonly", "a --target two cacheonly");
        assertThat(build.outcome(START).failure()).isNull();
        assertThat(build.outcome(START).stages().get(1).state()).isEqualTo(StageState.WAITING);
    }

    @Test
    void whatDoesNotFitOnAHostIsBuiltElsewhere() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        tell(new BuildEvent.Sent(2, 10, "write /var/lib/docker/tmp/x: no space left on device"));
        tell(new BuildEvent.Answered("b"));
        List<BuildAction> actions = tell(new BuildEvent.Answered("a"));
        assertThat(actions).contains(new BuildAction.Stop(0));
        assertThat(runs(actions)).containsExactly("b --target one cacheonly");
        tell(new BuildEvent.Exited(0, 143, null));
        assertThat(runs(tell(new BuildEvent.Exited(3, 0, null)))).containsExactly("b t:1");
        assertThat(build.outcome(START).notes().get(0))
                .startsWith(
                        "the disk of host a is full: Dockerfile:7: /two of stage two can't be handed over from b to a:")
                .endsWith("; moving both, stage-3 → b, one → b");
    }

    @Test
    void whereEveryDiskIsFullWhatFailedIsTold() {
        begin();
        tell(new BuildEvent.Silent("a", "gone"));
        output(1, "#4 [two 2/2] RUN two\n#4 ERROR: write /x: no space left on device\n");
        tell(new BuildEvent.Exited(1, 1, null));
        tell(new BuildEvent.Answered("b"));
        assertThat(build.outcome(START).failure().message())
                .isEqualTo("Dockerfile:4: RUN two failed in stage two: write /x: no space left on device");
    }

    @Test
    void aLostHostWhoseResultsHaveArrivedCostsNothing() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        tell(new BuildEvent.Sent(2, 10, null));
        assertThat(tell(new BuildEvent.Silent("b", "gone"))).isEmpty();
        assertThat(runs(tell(new BuildEvent.Exited(0, 0, null)))).containsExactly("a t:1");
        assertThat(build.outcome(START).notes())
                .containsExactly("host b is lost: gone; nothing of it is needed any more");
    }

    @Test
    void anImageThatItsLostHostCanNotTellOfIsBuiltElsewhere() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        tell(new BuildEvent.Sent(2, 10, null));
        tell(new BuildEvent.Exited(0, 0, null));
        tell(new BuildEvent.Exited(3, 0, ID));
        assertThat(tell(new BuildEvent.ImageFailed("connection refused")))
                .containsExactly(new BuildAction.Ask(host("a")));
        assertThat(build.outcome(START).result()).isNull();
        assertThat(runs(tell(new BuildEvent.Silent("a", "gone")))).contains("b --target one cacheonly");
        tell(new BuildEvent.Exited(4, 0, null));
        tell(new BuildEvent.Exited(5, 0, ID));
        assertThat(tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of())))
                .containsExactly(new BuildAction.Clean(host("b"), runId(), Temporaries.Whose.THIS_RUN, true));
        assertThat(build.outcome(START).result()).isEqualTo(Result.SUCCESS);
    }

    @Test
    void anImageThatItsHostDoesNotKnowFailsTheRun() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        tell(new BuildEvent.Sent(2, 10, null));
        tell(new BuildEvent.Exited(0, 0, null));
        tell(new BuildEvent.Exited(3, 0, ID));
        tell(new BuildEvent.ImageFailed("no such image"));
        assertThat(tell(new BuildEvent.Answered("a"))).hasSize(2).allMatch(BuildAction.Clean.class::isInstance);
        assertThat(build.outcome(START).failure().message()).isEqualTo("no such image");
    }

    @Test
    void theRunFailsWithTheLastHost() {
        begin();
        tell(new BuildEvent.Silent("b", "gone"));
        tell(new BuildEvent.Exited(1, 1, null));
        List<BuildAction> stops = tell(new BuildEvent.Silent("a", "gone too"));
        assertThat(stops).allMatch(BuildAction.Stop.class::isInstance);
        tell(new BuildEvent.Exited(0, 1, null));
        tell(new BuildEvent.Exited(2, 1, null));
        assertThat(build.outcome(START).result()).isEqualTo(Result.FAILURE);
        assertThat(build.outcome(START).failure().message())
                .contains("host a is lost: gone too; no other host is left");
    }

    @Test
    void hostsAtWorkAreAskedFromTimeToTime() {
        begin();
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(12), logs))
                .isEmpty();
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(30), logs))
                .contains(new BuildAction.Ask(host("a")), new BuildAction.Ask(host("b")))
                .hasSize(3);
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(60), logs))
                .as("who has not answered yet is not asked again")
                .hasSize(1);
    }

    @Test
    void anAbortEndsWhatRunsEverywhere() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        assertThat(tell(new BuildEvent.Abort("stop")))
                .containsExactly(new BuildAction.Stop(0), new BuildAction.Stop(2));
        tell(new BuildEvent.Sent(2, 3, "it was stopped"));
        assertThat(tell(new BuildEvent.Exited(0, 143, null))).hasSize(2).allMatch(BuildAction.Clean.class::isInstance);
        assertThat(build.outcome(START).result()).isEqualTo(Result.ABORTED);
    }

    @Test
    void aHandOverThatFailsIsToldWithTheLineThatNeedsIt() {
        begin();
        tell(new BuildEvent.Exited(1, 0, null));
        tell(new BuildEvent.Sent(2, 0, "failed to compute cache key: \"/two\" not found: not found"));
        tell(new BuildEvent.Answered("b"));
        assertThat(tell(new BuildEvent.Answered("a"))).containsExactly(new BuildAction.Stop(0));
        assertThat(build.outcome(START).failure().message())
                .startsWith("Dockerfile:7: /two of stage two can't be handed over from b to a: failed to compute");
    }

    @Test
    void theClassicBuilderGetsTheContextOnlyForStagesThatMayNeedIt() {
        build = build(List.of("a", "b"), false, request -> turns(request, 0));
        Engine engine = new Engine(Flavour.CLASSIC, "28.2", "20.10", null, false, "linux/amd64");
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.Surveyed(
                "a", new HostSurvey(engine, 2, List.of("busybox"), List.of(), "", 0), Long.MAX_VALUE));
        List<BuildAction> actions = tell(new BuildEvent.Surveyed(
                "b", new HostSurvey(engine, 2, List.of("busybox"), List.of("busybox"), "", 0), Long.MAX_VALUE));
        assertThat(contexts(actions)).as("b's base image has triggers").containsExactly("a /tmp/x/unit-0", "b .");
    }

    private static List<String> contexts(List<BuildAction> actions) {
        return actions.stream()
                .filter(BuildAction.Run.class::isInstance)
                .map(BuildAction.Run.class::cast)
                .map(run -> run.command().environment().get("DOCKER_HOST") + " "
                        + run.command()
                                .arguments()
                                .get(run.command().arguments().size() - 1))
                .toList();
    }

    /** Whatever comes in whatever order, the run ends well as long as a host is left, and is the same after being saved. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anyOrderOfEndsAndLossesLeadsToTheImage(int losses) throws Exception {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed * 10L + losses);
            List<String> names = List.of("a", "b", "c", "d", "e");
            String registry = seed % 2 == 0 ? null : "registry.example:5000/ci/hand-over";
            build = build(names, false, request -> turns(request, random.nextInt(5)), registry);
            Deque<BuildAction> open = new ArrayDeque<>(tell(new BuildEvent.Begin()));
            Set<String> gone = new HashSet<>();
            int left = losses;
            int steps = 0;
            lines.clear();
            while (build.outcome(START).result() == null) {
                assertThat(steps++).as("steps of seed " + seed).isLessThan(400);
                if (random.nextInt(6) == 0) {
                    build = saved(build);
                }
                if (left > 0
                        && random.nextInt(5) == 0
                        && !open.isEmpty()
                        && open.stream().noneMatch(BuildAction.Survey.class::isInstance)) {
                    String lost = names.get(random.nextInt(5));
                    if (gone.add(lost)) {
                        left--;
                        open.addAll(tell(new BuildEvent.Silent(lost, "gone")));
                    }
                }
                List<BuildAction> actions = new ArrayList<>(open);
                if (actions.isEmpty()) {
                    throw new AssertionError("seed " + seed + " waits for nothing: " + lines);
                }
                BuildAction next = actions.get(random.nextInt(actions.size()));
                open.remove(next);
                open.addAll(answer(next, gone));
            }
            assertThat(build.outcome(START).result())
                    .as("seed " + seed + ": " + lines)
                    .isEqualTo(Result.SUCCESS);
        }
    }

    private List<BuildAction> answer(BuildAction action, Set<String> gone) {
        if (action instanceof BuildAction.Survey survey) {
            return tell(surveyed(survey.host().name()));
        } else if (action instanceof BuildAction.Run run && build.isRunning(run.unit())) {
            boolean fails = gone.contains(run.command().environment().get("DOCKER_HOST"));
            if (!fails && !run.after().isEmpty()) {
                output(run.unit(), "1: digest: " + ID + " size: 7\n");
            }
            return tell(new BuildEvent.Exited(run.unit(), fails ? 1 : 0, fails ? null : ID));
        } else if (action instanceof BuildAction.Send send && build.isRunning(send.unit())) {
            boolean fails = gone.contains(send.dispatch().export().environment().get("DOCKER_HOST"))
                    || gone.contains(send.dispatch().take().environment().get("DOCKER_HOST"));
            return tell(new BuildEvent.Sent(send.unit(), 1, fails ? "gone" : null));
        } else if (action instanceof BuildAction.Ask ask) {
            String name = ask.host().name();
            return tell(gone.contains(name) ? new BuildEvent.Silent(name, "gone") : new BuildEvent.Answered(name));
        } else if (action instanceof BuildAction.ReadImage) {
            return tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        }
        return List.of();
    }

    private void begin() {
        tell(new BuildEvent.Begin());
        tell(surveyed("a"));
        tell(surveyed("b"));
    }

    private static BuildEvent surveyed(String host) {
        Engine engine = new Engine(Flavour.BUILDKIT, "20.10", "20.10", null, false, "linux/amd64");
        return new BuildEvent.Surveyed(
                host, new HostSurvey(engine, 2, List.of("busybox"), List.of(), "", 0), Long.MAX_VALUE);
    }

    private List<BuildAction> tell(BuildEvent event) {
        return build.on(event, START.plusSeconds(10), logs);
    }

    private void output(int run, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tell(new BuildEvent.Output(run, bytes, 0, bytes.length));
    }

    private static String text(List<BuildAction.NewFile> files) {
        return files.stream()
                .map(file -> new String(file.content(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }

    /** What is started, as {@code HOST} and the options that tell what it is. */
    private static List<String> runs(List<BuildAction> actions) {
        return actions.stream()
                .filter(BuildAction.Run.class::isInstance)
                .map(BuildAction.Run.class::cast)
                .map(run -> run.command().environment().get("DOCKER_HOST") + " "
                        + (run.imageIdFile() != null
                                ? "t:1"
                                : "--target "
                                        + run.command()
                                                .arguments()
                                                .get(run.command().arguments().indexOf("--target") + 1)
                                        + " cacheonly"))
                .toList();
    }

    private static Build saved(Build build) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(build);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Build) in.readObject();
        }
    }

    private static DockerHost host(String name) {
        return new DockerHost(name, name, "docker", Map.of());
    }

    private static RunId runId() {
        return new RunId("1-0-00000000-00000000");
    }

    /** One unit for stages one, both and the target on a, another for two on b; all on a where that is alone. */
    private static Planning planned(PlanRequest request) {
        if (request.hosts().size() == 1) {
            return new Planning(new Plan(List.of(new Unit("a", 3, List.of(0, 1, 2, 3), List.of()))), List.of());
        }
        HandOver two = new HandOver(1, 2, false, List.of("/two"), 0);
        return new Planning(
                new Plan(List.of(
                        new Unit("a", List.of(3), List.of(2, 3), List.of(), List.of(1, 2), List.of(two), 0, 0),
                        new Unit("a", 0, List.of(0), List.of()),
                        new Unit("b", 1, List.of(1), List.of()))),
                List.of());
    }

    /** A unit for each stage, on the hosts in turns. */
    private static Planning turns(PlanRequest request, int first) {
        String[] hosts = new String[4];
        for (int i = 0; i < 4; i++) {
            hosts[i] = request.hosts().get((i + first) % request.hosts().size()).name();
        }
        return new Planning(
                new Plan(List.of(
                        new Unit(
                                hosts[3],
                                List.of(3),
                                List.of(3),
                                List.of(),
                                List.of(3),
                                List.of(new HandOver(2, 3, true, List.of(), 0)),
                                0,
                                0),
                        new Unit(hosts[0], 0, List.of(0), List.of()),
                        new Unit(hosts[1], 1, List.of(1), List.of()),
                        new Unit(
                                hosts[2],
                                List.of(2),
                                List.of(2),
                                List.of(),
                                List.of(1, 2),
                                List.of(
                                        new HandOver(0, 1, false, List.of("/one"), 0),
                                        new HandOver(1, 2, false, List.of("/two"), 0)),
                                0,
                                0))),
                List.of());
    }

    private static Build build(List<String> hosts, boolean allRequired, BuildHosts.WorkPlanner planner) {
        return build(hosts, allRequired, planner, null);
    }

    private static Build build(
            List<String> hosts, boolean allRequired, BuildHosts.WorkPlanner planner, String registry) {
        byte[] file = FILE.getBytes(StandardCharsets.UTF_8);
        StageGraph graph = GraphReader.read(
                        "Dockerfile", file, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
        BuildRequest request =
                BuildRequest.of("Dockerfile", ".").withNaming(new BuildRequest.Naming(List.of("t:1"), Map.of(), false));
        Costs costs = Costs.estimated(graph).withLinks(Map.of("b", new Host.Link(7, 1)));
        BuildHosts where = new BuildHosts(
                        hosts.stream().map(SpreadBuildTest::host).toList(), allRequired, costs, planner, null)
                .withRegistry(registry);
        return new Build(
                graph,
                new BuildOptions(where, EnginePreference.AUTO, request, "/tmp/x", file, runId(), RunRules.DEFAULT),
                START);
    }
}
