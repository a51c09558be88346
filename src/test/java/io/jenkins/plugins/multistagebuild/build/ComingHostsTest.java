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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tells the state machine what happens where hosts come while the run goes on, and are let go. */
class ComingHostsTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ID = "sha256:" + "a".repeat(64);
    private static final RunId RUN = new RunId("1-0-00000000-00000000");
    /** Three stages that can be built side by side, and the target that needs them all. */
    private static final String FILE =
            """
            FROM busybox AS one
            RUN one
            FROM busybox AS two
            RUN two
            FROM busybox AS three
            RUN three
            FROM busybox
            COPY --from=one /one /
            COPY --from=two /two /
            COPY --from=three /three /
            """;

    /** Two stages that need the first one. */
    private static final String LATER =
            """
            FROM busybox AS one
            RUN one
            FROM busybox AS two
            COPY --from=one /one /
            FROM busybox AS three
            COPY --from=one /one /
            FROM busybox
            COPY --from=two /two /
            COPY --from=three /three /
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

    private Build build = build(2);

    @Test
    void theFirstHostBeginsAndFurtherOnesAreAskedFor() {
        List<BuildAction> actions = begin();
        assertThat(runs(actions)).containsExactly("a one");
        assertThat(actions).contains(new BuildAction.Request(2));
        assertThat(build.outcome(START).stages().get(1).host())
                .as("nobody builds it yet")
                .isNull();
        assertThat(build.work("a")).containsExactly("stage-3", "one");
        assertThat(build.work(null)).containsExactly("two", "three");
    }

    @Test
    void aHostIsAskedForAsSoonAsAStageOfItsIsReady() {
        build = build(LATER, 1, request -> {
            String seat = request.hosts().get(0).name();
            String first = request.hosts().get(1).name();
            return new Planning(
                    new Plan(List.of(
                            new Unit(
                                    first,
                                    List.of(3),
                                    List.of(3),
                                    List.of(),
                                    List.of(1, 2, 3),
                                    List.of(new HandOver(2, 3, false, List.of("/three"), 0)),
                                    0,
                                    0),
                            new Unit(first, 0, List.of(0), List.of()),
                            new Unit(first, 1, List.of(1), List.of(1)),
                            new Unit(
                                    seat,
                                    List.of(2),
                                    List.of(2),
                                    List.of(),
                                    List.of(1),
                                    List.of(new HandOver(0, 2, false, List.of("/one"), 0)),
                                    0,
                                    0))),
                    List.of());
        });
        List<BuildAction> actions = begin();
        assertThat(runs(actions)).containsExactly("a one");
        assertThat(actions).noneMatch(BuildAction.Request.class::isInstance);

        actions = tell(new BuildEvent.Exited(0, 0, null));
        assertThat(runs(actions)).containsExactly("a two");
        assertThat(actions).contains(new BuildAction.Request(1));
    }

    @Test
    void theImageIsBuiltOnTheHostThatWasThereFirst() {
        build = build(2, request -> spread(request, 1));
        assertThat(buildAll(begin())).last().isEqualTo("a t:1");
    }

    @Test
    void aHostThatComesTakesOverASeat() {
        begin();
        assertThat(tell(new BuildEvent.Joined(host("b")))).singleElement().isInstanceOf(BuildAction.Survey.class);
        List<BuildAction> actions = tell(surveyed("b"));
        assertThat(runs(actions)).containsExactly("b two");
        assertThat(actions).contains(new BuildAction.Request(1));
        assertThat(build.work("b")).containsExactly("two");
        assertThat(build.work(null)).containsExactly("three");
        assertThat(runs(join("c"))).containsExactly("c three");
        assertThat(build.work(null)).isEmpty();
    }

    @Test
    void whoHasNothingElseToDoTakesWhatNobodyHasComeFor() {
        begin();
        List<BuildAction> actions = tell(new BuildEvent.Exited(0, 0, null));
        assertThat(runs(actions)).containsExactly("a two");
        assertThat(actions).contains(new BuildAction.Request(1));
        actions = tell(new BuildEvent.Exited(1, 0, null));
        assertThat(runs(actions)).containsExactly("a three");
        assertThat(actions).contains(new BuildAction.Request(0));
        assertThat(runs(tell(new BuildEvent.Exited(2, 0, null)))).containsExactly("a t:1");
    }

    @Test
    void whoComesTooLateIsLetGo() {
        begin();
        tell(new BuildEvent.Exited(0, 0, null));
        tell(new BuildEvent.Exited(1, 0, null));
        assertThat(join("b")).containsExactly(new BuildAction.Release(host("b"), null));
        assertThat(build.outcome(START).notes()).isEmpty();
    }

    @Test
    void aHostIsLetGoAsSoonAsItsResultsHaveLeftIt() {
        begin();
        join("b");
        join("c");
        assertThat(tell(new BuildEvent.Exited(1, 0, null)))
                .singleElement()
                .isInstanceOfSatisfying(BuildAction.Send.class, send -> assertThat(build.hosts(send.unit()))
                        .containsExactly("b", "a"));
        assertThat(tell(new BuildEvent.Sent(3, 7, null)))
                .containsExactly(new BuildAction.Release(
                        host("b"), new BuildAction.Clean(host("b"), RUN, Temporaries.Whose.BOTH, true)));
        tell(new BuildEvent.Exited(0, 0, null));
        tell(new BuildEvent.Exited(2, 0, null));
        assertThat(tell(new BuildEvent.Sent(4, 7, null)))
                .contains(new BuildAction.Release(
                        host("c"), new BuildAction.Clean(host("c"), RUN, Temporaries.Whose.BOTH, true)));
        assertThat(tell(new BuildEvent.Exited(5, 0, ID))).singleElement().isInstanceOf(BuildAction.ReadImage.class);
        assertThat(tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of())))
                .as("who was let go was put in order then")
                .containsExactly(new BuildAction.Clean(host("a"), RUN, Temporaries.Whose.BOTH, true));
        assertThat(build.outcome(START).engines()).extracting(HostEngine::host).containsExactly("a", "b", "c");
    }

    @Test
    void aHostWithoutAnEngineIsLetGoAndAsManyAreOfUseAsBefore() {
        begin();
        tell(new BuildEvent.Joined(host("b")));
        assertThat(tell(new BuildEvent.SurveyFailed("b", "docker was not found")))
                .containsExactly(new BuildAction.Release(host("b"), null));
        assertThat(build.outcome(START).notes()).containsExactly("host b is left out: docker was not found");
        assertThat(runs(join("c"))).containsExactly("c two");
    }

    @Test
    void aHostOfAnotherPlatformIsLetGo() {
        begin();
        tell(new BuildEvent.Joined(host("b")));
        assertThat(tell(surveyed("b", "linux/arm64", ""))).containsExactly(new BuildAction.Release(host("b"), null));
        assertThat(build.outcome(START).notes())
                .containsExactly("host b is left out: its engine runs linux/arm64, not what is built");
    }

    @Test
    void anEngineThatIsThereAlreadyIsOfNoUseOnceMore() {
        tell(new BuildEvent.Begin());
        tell(surveyed("a", "linux/amd64", "X"));
        tell(new BuildEvent.Joined(host("b")));
        assertThat(tell(surveyed("b", "linux/amd64", "X"))).containsExactly(new BuildAction.Release(host("b"), null));
        assertThat(build.outcome(START).notes()).containsExactly("host b is left out: its engine is that of a");
    }

    @Test
    void theWorkOfALostHostMovesToThoseThatAreThere() {
        begin();
        join("b");
        List<BuildAction> actions = tell(new BuildEvent.Silent("b", "gone"));
        assertThat(actions).contains(new BuildAction.Stop(1), new BuildAction.Release(host("b"), null));
        assertThat(build.outcome(START).notes()).containsExactly("host b is lost: gone; moving two → a");
        tell(new BuildEvent.Exited(1, 143, null));
        assertThat(runs(join("c"))).containsExactly("c three");
    }

    @Test
    void nobodyIsAskedForWhereOneHostIsAsGood() {
        build = build(
                3,
                request -> new Planning(
                        new Plan(List.of(new Unit(request.hosts().get(2).name(), 3, List.of(0, 1, 2, 3), List.of()))),
                        List.of()));
        List<BuildAction> actions = begin();
        assertThat(runs(actions)).containsExactly("a t:1");
        assertThat(actions).noneMatch(BuildAction.Request.class::isInstance);
    }

    /** Whatever comes in whatever order, the run ends well as long as a host is left, and is the same after being saved. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6})
    void anyOrderOfComingAndGoingLeadsToTheImage(int coming) throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed * 10L + coming);
            String registry = seed % 2 == 0 ? null : "registry.example:5000/ci/hand-over";
            build = build(FILE, 1 + random.nextInt(4), request -> spread(request, random.nextInt(5)), registry);
            Set<String> gone = new HashSet<>();
            Set<String> released = new HashSet<>();
            lines.clear();
            Deque<BuildAction> open = new ArrayDeque<>(tell(new BuildEvent.Begin()));
            int came = 0;
            int steps = 0;
            while (build.outcome(START).result() == null) {
                assertThat(steps++).as("steps of seed " + seed).isLessThan(500);
                if (random.nextInt(6) == 0) {
                    build = saved(build);
                }
                boolean asked = open.stream()
                        .noneMatch(each -> each instanceof BuildAction.Survey survey
                                && survey.host().name().equals("a"));
                if (asked && came < coming && random.nextInt(4) == 0) {
                    open.addAll(tell(new BuildEvent.Joined(host("h" + came++))));
                }
                if (came > 0 && random.nextInt(8) == 0) {
                    String lost = "h" + random.nextInt(came);
                    if (gone.add(lost)) {
                        open.addAll(tell(new BuildEvent.Silent(lost, "gone")));
                    }
                }
                List<BuildAction> actions = new ArrayList<>(open);
                assertThat(actions).as("seed " + seed + " waits: " + lines).isNotEmpty();
                BuildAction next = actions.get(random.nextInt(actions.size()));
                open.remove(next);
                if (next instanceof BuildAction.Release release && release.clean() != null) {
                    assertThat(released.add(release.host().name())).as("once").isTrue();
                }
                assertThat(released)
                        .as("nothing is run where nobody is any longer")
                        .doesNotContain(where(next));
                open.addAll(answer(next, gone, random.nextInt(5) == 0));
            }
            assertThat(build.outcome(START).result())
                    .as("seed " + seed + ": " + lines)
                    .isEqualTo(Result.SUCCESS);
        }
    }

    private static String where(BuildAction action) {
        return action instanceof BuildAction.Run run
                ? run.command().environment().get("DOCKER_HOST")
                : "";
    }

    private List<BuildAction> answer(BuildAction action, Set<String> gone, boolean unfit) {
        if (action instanceof BuildAction.Survey survey) {
            String name = survey.host().name();
            return tell(
                    gone.contains(name) || unfit && !name.equals("a")
                            ? new BuildEvent.SurveyFailed(name, "no engine")
                            : surveyed(name));
        } else if (action instanceof BuildAction.Run run && build.isRunning(run.unit())) {
            boolean fails = gone.contains(run.command().environment().get("DOCKER_HOST"));
            if (!fails && !run.after().isEmpty()) {
                byte[] said = ("1: digest: " + ID + " size: 7\n").getBytes(StandardCharsets.UTF_8);
                tell(new BuildEvent.Output(run.unit(), said, 0, said.length));
            }
            return tell(new BuildEvent.Exited(run.unit(), fails ? 1 : 0, fails ? null : ID));
        } else if (action instanceof BuildAction.Send send && build.isRunning(send.unit())) {
            boolean fails = build.hosts(send.unit()).stream().anyMatch(gone::contains);
            return tell(new BuildEvent.Sent(send.unit(), 1, fails ? "gone" : null));
        } else if (action instanceof BuildAction.Ask ask) {
            String name = ask.host().name();
            return tell(gone.contains(name) ? new BuildEvent.Silent(name, "gone") : new BuildEvent.Answered(name));
        } else if (action instanceof BuildAction.ReadImage) {
            return tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        }
        return List.of();
    }

    /** Answers well until nothing is left to do; tells what was started. */
    private List<String> buildAll(List<BuildAction> actions) {
        List<String> started = new ArrayList<>();
        Deque<BuildAction> open = new ArrayDeque<>(actions);
        while (build.outcome(START).result() == null) {
            BuildAction next = open.remove();
            started.addAll(runs(List.of(next)));
            open.addAll(answer(next, Set.of(), false));
        }
        return started;
    }

    private List<BuildAction> begin() {
        tell(new BuildEvent.Begin());
        return tell(surveyed("a"));
    }

    private List<BuildAction> join(String host) {
        tell(new BuildEvent.Joined(host(host)));
        return tell(surveyed(host));
    }

    private static BuildEvent surveyed(String host) {
        return surveyed(host, "linux/amd64", "");
    }

    private static BuildEvent surveyed(String host, String platform, String id) {
        Engine engine = new Engine(Flavour.BUILDKIT, "20.10", "20.10", null, false, platform);
        return new BuildEvent.Surveyed(
                host, new HostSurvey(engine, 2, List.of("busybox"), List.of(), "", id, 0), Long.MAX_VALUE);
    }

    private List<BuildAction> tell(BuildEvent event) {
        return build.on(event, START.plusSeconds(10), logs);
    }

    private static List<String> runs(List<BuildAction> actions) {
        return actions.stream()
                .filter(BuildAction.Run.class::isInstance)
                .map(BuildAction.Run.class::cast)
                .map(run -> run.command().environment().get("DOCKER_HOST") + " "
                        + (run.imageIdFile() != null
                                ? "t:1"
                                : run.command()
                                        .arguments()
                                        .get(run.command().arguments().indexOf("--target") + 1)))
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

    /** The target on a host, and the other stages on the hosts from there in turns. */
    private static Planning spread(PlanRequest request, int first) {
        List<String> names = request.hosts().stream().map(Host::name).toList();
        String target = names.get(first % names.size());
        List<Unit> units = new ArrayList<>();
        List<HandOver> handOvers = new ArrayList<>();
        for (int stage = 0; stage < 3; stage++) {
            String host = names.get((first + stage) % names.size());
            units.add(new Unit(host, stage, List.of(stage), List.of()));
            if (!host.equals(target)) {
                String path = "/" + List.of("one", "two", "three").get(stage);
                handOvers.add(new HandOver(stage, stage + 1, false, List.of(path), 0));
            }
        }
        units.add(0, new Unit(target, List.of(3), List.of(3), List.of(), List.of(1, 2, 3), handOvers, 0, 0));
        return new Planning(new Plan(units), List.of());
    }

    private static Build build(int seats) {
        return build(seats, request -> spread(request, 0));
    }

    private static Build build(int seats, BuildHosts.WorkPlanner planner) {
        return build(FILE, seats, planner);
    }

    private static Build build(String dockerfile, int seats, BuildHosts.WorkPlanner planner) {
        return build(dockerfile, seats, planner, null);
    }

    private static Build build(String dockerfile, int seats, BuildHosts.WorkPlanner planner, String registry) {
        byte[] file = dockerfile.getBytes(StandardCharsets.UTF_8);
        StageGraph graph = GraphReader.read(
                        "Dockerfile", file, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
        BuildRequest request =
                BuildRequest.of("Dockerfile", ".").withNaming(new BuildRequest.Naming(List.of("t:1"), Map.of(), false));
        BuildHosts where = new BuildHosts(List.of(host("a")), false, null, planner, null)
                .withSeats(seats)
                .withRegistry(registry);
        return new Build(
                graph,
                new BuildOptions(where, EnginePreference.AUTO, request, "/tmp/x", file, RUN, RunRules.DEFAULT),
                START);
    }
}
