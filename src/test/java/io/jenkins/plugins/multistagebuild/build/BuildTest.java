package io.jenkins.plugins.multistagebuild.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.ContextCommand;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tells the state machine events as an engine of the plain flavour would bring them. */
class BuildTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ID = "sha256:" + "a".repeat(64);
    private static final String OTHER = "sha256:" + "b".repeat(64);
    private static final Engine PLAIN = new Engine(Flavour.BUILDKIT, "20.10", "20.10", null, false, "linux/amd64");
    private static final String FILE =
            """
            FROM busybox AS base
            RUN prepare
            FROM base AS builder
            ENV A=1
            RUN make
            FROM base AS unused
            RUN nothing
            FROM busybox
            RUN prepare
            COPY --from=builder /x /x
            CMD ["x"]
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
    private Build build = build(FILE, List.of());

    @Test
    void asksTheHostThenRunsTheWholeTargetOnceThenLooksAtTheImage() {
        assertThat(tell(new BuildEvent.Begin())).singleElement().isInstanceOf(BuildAction.Probe.class);
        List<BuildAction> runs = tell(new BuildEvent.Probed(PLAIN));
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0)).isInstanceOfSatisfying(BuildAction.Run.class, run -> {
            assertThat(run.command().arguments()).contains("--iidfile", "/tmp/x/unit-0.iid");
            assertThat(run.imageIdFile()).isEqualTo("/tmp/x/unit-0.iid");
        });
        assertThat(runs.get(1)).isInstanceOf(BuildAction.Clean.class);
        assertThat(tell(new BuildEvent.Cleaned(null))).isEmpty();
        assertThat(tell(new BuildEvent.Exited(0, 0, ID + "\n")))
                .containsExactly(new BuildAction.ReadImage(host(), ID, List.of(), null));
        ImageDetails image = new ImageDetails(ID, null, 7, List.of());
        assertThat(tell(new BuildEvent.ImageRead(image, Map.of()))).containsExactly(new BuildAction.End());

        Outcome outcome = build.outcome(START.plusSeconds(99));
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.image()).isEqualTo(image);
        assertThat(outcome.tags()).containsExactly("t:1");
        assertThat(outcome.engines()).containsExactly(new HostEngine("here", PLAIN));
    }

    @Test
    void theClassicBuilderOfAnOnlyHostGetsWhatItsStagesNeedIfTheirBaseImagesAreKnown() {
        String file = "FROM busybox\nCOPY --from=alpine /etc /etc\nCOPY src/*.c lib /src/\nADD http://a/b $HOME /\n";
        Engine classic = new Engine(Flavour.CLASSIC, "28", "20.10", null, false, "linux/amd64");
        build = build(file, List.of());
        tell(new BuildEvent.Begin());
        assertThat(tell(new BuildEvent.Probed(classic)))
                .singleElement()
                .isInstanceOfSatisfying(BuildAction.Survey.class, survey -> assertThat(survey.images())
                        .containsExactly("busybox", "alpine"));
        HostSurvey survey = new HostSurvey(classic, 2, List.of("busybox"), List.of(), "", 5_000);
        assertThat(tell(new BuildEvent.Surveyed("here", survey, Long.MAX_VALUE)).get(0))
                .isInstanceOfSatisfying(BuildAction.Run.class, run -> {
                    assertThat(run.context().sources()).containsExactly("/src/*.c", "/lib", "/");
                    assertThat(run.context().command().arguments())
                            .endsWith("--", "-")
                            .contains(ContextCommand.DOCKERFILE);
                    assertThat(run.command().arguments()).endsWith("--", ".");
                });
        assertThat(build.outcome(START).notes()).isEmpty();

        build = build(file, List.of());
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.Probed(classic));
        assertThat(tell(new BuildEvent.SurveyFailed("here", "no answer")).get(0))
                .isInstanceOfSatisfying(
                        BuildAction.Run.class, run -> assertThat(run.context()).isNull());
    }

    /** A mark would be an instruction more for each stage, and the engine has enough to do while stages start. */
    @Test
    void theClassicBuilderOfAnOnlyHostMakesNothingThatIsToBeRemovedAndIsPutInOrderWhenAStageHasEnded() {
        Engine classic = new Engine(Flavour.CLASSIC, "28", "20.10", null, false, "linux/amd64");
        build = build("FROM scratch AS one\nADD http://a/b /\nFROM scratch\nCOPY --from=one / /\n", List.of());
        tell(new BuildEvent.Begin());

        assertThat(tell(new BuildEvent.Probed(classic)))
                .hasSize(2)
                .hasAtLeastOneElementOfType(BuildAction.Wake.class)
                .filteredOn(BuildAction.Run.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        BuildAction.Run.class,
                        run -> assertThat(run.command().arguments()).doesNotContain("--label"));
        assertThat(tell(new BuildEvent.Exited(0, 0, ID)))
                .hasSize(2)
                .anySatisfy(action -> isCleaning(action, Temporaries.Whose.KILLED_RUNS))
                .hasAtLeastOneElementOfType(BuildAction.Run.class);
        assertThat(tell(new BuildEvent.Cleaned(null))).isEmpty();
        tell(new BuildEvent.Exited(1, 0, ID));
        assertThat(tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of())))
                .containsExactly(new BuildAction.End());
    }

    @Test
    void theClassicBuilderIsPutInOrderWhileItsCommandsRun() {
        build = build("FROM scratch AS one\nADD http://a/b /\nFROM scratch\nCOPY --from=one / /\n", List.of());
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.Probed(new Engine(Flavour.CLASSIC, "28", "20.10", null, false, "linux/amd64")));

        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(12), logs))
                .isEmpty();
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(13), logs))
                .singleElement()
                .satisfies(action -> isCleaning(action, Temporaries.Whose.KILLED_RUNS));
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(20), logs))
                .isEmpty();
        assertThat(tell(new BuildEvent.Exited(0, 0, ID))).singleElement().isInstanceOf(BuildAction.Run.class);
    }

    @Test
    void aBuilderAloneBuildsAndPushesAndTheRegistryIsAskedForTheImage() {
        Engine alone = new Engine(Flavour.BUILDX, "28", Engine.NO_ENGINE, "0.30", true, "unknown/unknown");
        BuildRequest.Naming naming = new BuildRequest.Naming(List.of("shop/web:1", "shop/web:2"), Map.of(), true);
        BuildRequest.Switches switches = new BuildRequest.Switches(null, "fleet", false);
        build = build(
                FILE,
                List.of(),
                BuildRequest.of("Dockerfile", ".").withNaming(naming).withSwitches(switches),
                RunRules.DEFAULT);
        assertThat(tell(new BuildEvent.Begin()))
                .containsExactly(new BuildAction.Probe(host(), EnginePreference.AUTO, false));

        assertThat(tell(new BuildEvent.Probed(alone)))
                .singleElement()
                .isInstanceOfSatisfying(
                        BuildAction.Run.class, run -> assertThat(run.command().arguments())
                                .contains("--push", "--metadata-file")
                                .doesNotContain("--load", "--iidfile"));
        assertThat(tell(new BuildEvent.Exited(0, 0, "{\"containerimage.digest\":\"" + ID + "\"}")))
                .containsExactly(new BuildAction.ReadImage(
                        host(), ID, List.of(), new BuildAction.PushedByBuilder("fleet", "shop/web:1")));
        assertThat(tell(new BuildEvent.ImageRead(new ImageDetails(ID, ID, 7, List.of()), Map.of())))
                .containsExactly(new BuildAction.End());
        assertThat(build.outcome(START).pushes())
                .containsExactly(new Push("shop/web:1", ID, 0), new Push("shop/web:2", ID, 0));
    }

    @Test
    void stepsAreDividedByStageAndWhatNoStepToldOfIsSharedOrCached() {
        begin();
        output(
                """
                #3 [stage-3 1/3] FROM busybox
                #3 CACHED
                #4 [base 2/2] RUN prepare
                #4 0.100 preparing
                #4 DONE 0.5s
                #5 [builder 1/1] RUN make
                #5 0.200 making
                #5 DONE 1.5s
                #6 [stage-3 3/3] COPY --from=builder /x /x
                #6 DONE 0.1s
                """);
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));

        Outcome outcome = build.outcome(START);
        assertThat(states(outcome)).containsExactly("BUILT", "BUILT", "SKIPPED", "BUILT");
        assertThat(instructions(outcome, 0)).containsExactly("1 SHARED", "2 BUILT");
        assertThat(instructions(outcome, 1)).containsExactly("3 BUILT", "4 BUILT", "5 BUILT");
        assertThat(instructions(outcome, 2)).isEmpty();
        assertThat(instructions(outcome, 3)).containsExactly("8 CACHED", "9 SHARED", "10 BUILT", "11 BUILT");
        assertThat(outcome.stages().get(1).wallMillis()).isEqualTo(1500);
        assertThat(lines).contains("0|preparing", "1|making").doesNotContain("1|preparing");
    }

    @Test
    void aStageIsCachedWhereAllItsStepsAre() {
        begin();
        output(
                """
                #4 [base 2/2] RUN prepare
                #4 CACHED
                #5 [builder 1/1] RUN make
                #5 CACHED
                """);
        tell(new BuildEvent.Exited(0, 0, ID));

        assertThat(states(build.outcome(START))).containsExactly("CACHED", "CACHED", "SKIPPED", "CACHED");
    }

    @Test
    void theFailingStageIsNamedWithItsLineExitStatusAndLastLinesAndTheOthersAreAborted() {
        begin();
        output(
                """
                #4 [base 2/2] RUN prepare
                #4 DONE 0.5s
                #5 [builder 1/1] RUN make
                """);
        for (int i = 0; i < 50; i++) {
            output("#5 0.1 line " + i + "\n");
        }
        output("#5 ERROR: executor failed running [/bin/sh -c make]: exit code: 2\n");
        assertThat(tell(new BuildEvent.Exited(0, 1, null))).containsExactly(new BuildAction.End());

        Outcome outcome = build.outcome(START);
        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(states(outcome)).containsExactly("BUILT", "FAILED", "SKIPPED", "ABORTED");
        assertThat(outcome.failure().message())
                .isEqualTo("Dockerfile:5: RUN make failed with exit status 2 in stage builder");
        assertThat(outcome.failure().stage()).isEqualTo(1);
        assertThat(outcome.failure().exitStatus()).isEqualTo(2);
        assertThat(outcome.failure().lastLines()).hasSize(20).last().isEqualTo("line 49");
        assertThat(outcome.tags()).isEmpty();
    }

    @Test
    void anImageThatCantBeLoadedIsToldAtTheLineThatNeedsIt() {
        begin();
        output(
                """
                #2 [internal] load metadata for docker.io/library/busybox:latest
                #2 ERROR: no such host
                """);
        tell(new BuildEvent.Exited(0, 1, null));

        assertThat(build.outcome(START).failure().message())
                .isEqualTo("Dockerfile:1: FROM busybox failed in stage base: the image can't be loaded: no such host");
    }

    @Test
    void whatTheClientSaysOutsideOfEveryStepIsTheReasonWhereNoStepFailed() {
        begin();
        output("unknown flag: --frobnicate\n");
        tell(new BuildEvent.Exited(0, 125, null));

        assertThat(build.outcome(START).failure().message())
                .isEqualTo("Dockerfile: the engine run failed with exit status 125: unknown flag: --frobnicate");
    }

    @Test
    void anAbortStopsTheEngineRunAndEndsWhenThatHasEnded() {
        begin();
        output("#5 [builder 1/1] RUN make\n");
        assertThat(tell(new BuildEvent.Abort("interrupted"))).containsExactly(new BuildAction.Stop(0));
        assertThat(tell(new BuildEvent.Abort("again"))).isEmpty();
        assertThat(build.outcome(START).result()).isNull();
        assertThat(tell(new BuildEvent.Exited(0, 143, null))).containsExactly(new BuildAction.End());

        Outcome outcome = build.outcome(START);
        assertThat(outcome.result()).isEqualTo(Result.ABORTED);
        assertThat(outcome.failure().message()).isEqualTo("interrupted");
        assertThat(states(outcome)).containsExactly("ABORTED", "ABORTED", "SKIPPED", "ABORTED");
    }

    @Test
    void aWorkdirForTheRootIsCountedButHasNoStep() {
        build = build("FROM busybox AS one\nWORKDIR /\nWORKDIR /new\nCOPY a /a\nRUN make\nFROM one\n", List.of());
        begin();
        output(
                """
                #4 [one 1/5] FROM busybox
                #4 CACHED
                #5 [one 2/5] WORKDIR /new
                #5 DONE 0.1s
                #6 [one 3/5] COPY a /a
                #6 DONE 0.1s
                #7 [one 4/5] RUN make
                #7 DONE 2.5s
                """);
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));

        assertThat(instructions(build.outcome(START), 0))
                .containsExactly("1 CACHED", "2 CACHED", "3 BUILT", "4 BUILT", "5 BUILT");
        assertThat(build.outcome(START).stages().get(0).instructions().get(4).wallMillis())
                .isEqualTo(2_500);
    }

    @Test
    void sizesOfStagesAreToldWhereTheEngineHasImagesOfThem() {
        String other = "sha256:" + "b".repeat(64);
        build = build(FILE, List.of("unused"));
        begin();
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.Exited(1, 0, other));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of(other, 77L)));

        assertThat(build.outcome(START).stageBytes()).containsExactly(Map.entry(2, 77L));
    }

    @Test
    void anAbortBeforeTheHostAnsweredEndsAtOnce() {
        tell(new BuildEvent.Begin());
        assertThat(tell(new BuildEvent.Abort("interrupted"))).containsExactly(new BuildAction.End());
        assertThat(tell(new BuildEvent.Probed(PLAIN))).isEmpty();
        assertThat(build.outcome(START).result()).isEqualTo(Result.ABORTED);
    }

    @Test
    void aHostThatCantBuildFailsTheRunWithItsReason() {
        tell(new BuildEvent.Begin());
        assertThat(tell(new BuildEvent.ProbeFailed("no engine"))).containsExactly(new BuildAction.End());
        assertThat(build.outcome(START).failure().message()).isEqualTo("no engine");
    }

    @Test
    void aFurtherStageIsARunOfItsOwnWithoutTheTags() {
        build = build(FILE, List.of("unused"));
        tell(new BuildEvent.Begin());
        List<BuildAction> runs = tell(new BuildEvent.Probed(PLAIN));

        assertThat(runs).hasSize(3);
        assertThat(((BuildAction.Run) runs.get(0)).command().arguments()).contains("t:1");
        assertThat(((BuildAction.Run) runs.get(1)).command().arguments())
                .containsSubsequence("--target", "unused")
                .doesNotContain("t:1");
        assertThat(tell(new BuildEvent.Exited(0, 0, ID))).isEmpty();
        assertThat(tell(new BuildEvent.Exited(1, 0, "sha256:" + "b".repeat(64))))
                .containsExactly(new BuildAction.ReadImage(host(), ID, List.of("sha256:" + "b".repeat(64)), null));
    }

    @Test
    void theEndWaitsUntilWhatKilledRunsHaveLeftIsGone() {
        tell(new BuildEvent.Begin());
        tell(new BuildEvent.Probed(PLAIN));
        tell(new BuildEvent.Exited(0, 0, ID));
        assertThat(tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of())))
                .isEmpty();
        assertThat(tell(new BuildEvent.Cleaned("no answer"))).containsExactly(new BuildAction.End());
        assertThat(lines).contains("temporary images could not be removed: no answer");
    }

    @Test
    void severalRunsOfAnEngineMayLeaveImagesWhichGoInTheEnd() {
        build = build(FILE, List.of("unused"));
        tell(new BuildEvent.Begin());
        assertThat(tell(new BuildEvent.Probed(PLAIN)))
                .anySatisfy(action -> isCleaning(action, Temporaries.Whose.KILLED_RUNS));
        tell(new BuildEvent.Cleaned(null));
        tell(new BuildEvent.Abort("interrupted"));
        tell(new BuildEvent.Exited(0, 143, null));
        assertThat(tell(new BuildEvent.Exited(1, 143, null)))
                .singleElement()
                .satisfies(action -> isCleaning(action, Temporaries.Whose.THIS_RUN));
        assertThat(tell(new BuildEvent.Cleaned(null))).containsExactly(new BuildAction.End());
    }

    @Test
    void oneFailingRunStopsTheOther() {
        build = build(FILE, List.of("unused"));
        begin();
        output("#4 [base 2/2] RUN prepare\n#4 DONE 0.5s\n");
        byte[] failing = "#9 [unused 1/1] RUN nothing\n#9 ERROR: exit code: 1\n".getBytes(StandardCharsets.UTF_8);
        tell(new BuildEvent.Output(1, failing, 0, failing.length));
        assertThat(tell(new BuildEvent.Exited(1, 1, null))).containsExactly(new BuildAction.Stop(0));
        assertThat(tell(new BuildEvent.Exited(0, 143, null))).singleElement().isInstanceOf(BuildAction.Clean.class);
        assertThat(build.outcome(START).failure().message())
                .isEqualTo("Dockerfile:7: RUN nothing failed with exit status 1 in stage unused");
    }

    @Test
    void theStateCanBeSavedBetweenAnyTwoEventsAndGoesOnInAnotherProcess() throws Exception {
        begin();
        String text = "#4 [base 2/2] RUN prepare\n#4 0.1 half a li";
        output(text);
        assertThat(build.consumed(0)).isEqualTo(text.length());
        build = saved(build);
        assertThat(build.consumed(0)).isEqualTo(text.length());
        assertThat(build.isRunning(0)).isTrue();
        output("ne\n#4 DONE 0.5s\n");
        tell(new BuildEvent.Exited(0, 0, ID));

        assertThat(lines).contains("0|half a line");
        assertThat(states(build.outcome(START))).startsWith("BUILT");
    }

    @Test
    void outputCutByTheEngineIsRemembered() {
        begin();
        output("#4 [base 2/2] RUN prepare\n#4 0.1 [output clipped, log limit 2MiB reached]\n");

        assertThat(build.outcome(START).stages().get(0).logClipped()).isTrue();
        assertThat(build.outcome(START).stages().get(1).logClipped()).isFalse();
    }

    @Test
    void aStepThatIsRunOnceForTwoStagesIsToldInTheLogsOfBoth() {
        begin();
        output(
                """
                #4 [base 2/2] RUN prepare
                #4 0.100 preparing
                #4 DONE 0.5s
                #5 [builder 1/1] RUN make
                #5 DONE 1.5s
                """);

        assertThat(lines)
                .containsSubsequence("0|Dockerfile:2: RUN prepare", "0|shared with stage-3", "0|preparing")
                .containsSubsequence("3|Dockerfile:9: RUN prepare", "3|shared with base, whose log has what it prints")
                .doesNotContain("3|preparing");
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        List<StageOutcome> stages = build.outcome(START).stages();
        assertThat(stages.get(0).instructions().get(1).sharedWith()).containsExactly(3);
        assertThat(stages.get(3).instructions().get(1).sharedWith()).containsExactly(0);
        assertThat(stages.get(1).instructions().get(2).sharedWith()).isEmpty();
    }

    @Test
    void aStageThatWaitsBetweenTwoStepsHasNotRunMeanwhile() {
        begin();
        output(
                """
                #3 [stage-3 2/3] RUN prepare
                #3 DONE 1.0s
                #5 [builder 1/1] RUN make
                """);
        String rest = "#5 DONE 60.0s\n#6 [stage-3 3/3] COPY --from=builder /x /x\n#6 DONE 0.5s\n";
        byte[] bytes = rest.getBytes(StandardCharsets.UTF_8);
        build.on(new BuildEvent.Output(0, bytes, 0, bytes.length), START.plusSeconds(80), logs);
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));

        assertThat(build.outcome(START).stages().get(3).wallMillis()).isEqualTo(1_500);
    }

    @Test
    void everyTagIsPushedAfterTheImageHasBeenLookedAt() {
        build = pushing(RunRules.DEFAULT, "r.example/a:1", "r.example/b:1");
        begin();
        tell(new BuildEvent.Exited(0, 0, ID));
        List<BuildAction> first = tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        assertThat(first).singleElement().isInstanceOfSatisfying(BuildAction.Run.class, run -> {
            assertThat(run.command().arguments()).containsExactly("docker", "push", "r.example/a:1");
            assertThat(run.imageIdFile()).isNull();
        });
        output(1, "0123456789ab: Preparing\r\n0123456789ab: Pushed\n1: digest: " + OTHER + " size: 528\n");
        List<BuildAction> second = tell(new BuildEvent.Exited(1, 0, null));
        assertThat(second).singleElement().isInstanceOfSatisfying(BuildAction.Run.class, run -> assertThat(
                        run.command().arguments())
                .containsExactly("docker", "push", "r.example/b:1"));
        output(2, "1: digest: " + OTHER + " size: 528\n");
        assertThat(tell(new BuildEvent.Exited(2, 0, null))).containsExactly(new BuildAction.End());

        Outcome outcome = build.outcome(START);
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.pushes())
                .containsExactly(new Push("r.example/a:1", OTHER, 0), new Push("r.example/b:1", OTHER, 0));
        assertThat(lines).contains("push: 0123456789ab: Pushed").doesNotContain("push: 0123456789ab: Preparing");
    }

    @Test
    void aRegistryThatRefusesFailsTheRunAndLeavesTheImage() {
        build = pushing(RunRules.DEFAULT, "r.example/a:1", "r.example/b:1");
        begin();
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        output(1, "denied: requested access to the resource is denied\n");
        assertThat(tell(new BuildEvent.Exited(1, 1, null))).containsExactly(new BuildAction.End());

        Outcome outcome = build.outcome(START);
        assertThat(outcome.result()).isEqualTo(Result.FAILURE);
        assertThat(outcome.image()).isNotNull();
        assertThat(outcome.failure().message())
                .startsWith("pushing r.example/a:1 failed: denied: requested access")
                .contains("log the docker client in");
    }

    @Test
    void aPushThatTheNetworkFailedIsTriedAgainAfterAPause() {
        build = pushing(new RunRules(4, false, 1, false, null, null), "r.example/a:1");
        begin();
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        output(1, "dial tcp: connection refused\n");
        assertThat(tell(new BuildEvent.Exited(1, 1, null)))
                .containsExactly(new BuildAction.Wake(START.plusSeconds(12)));
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(11), logs))
                .isEmpty();
        assertThat(build.on(new BuildEvent.Woken(), START.plusSeconds(12), logs))
                .singleElement()
                .isInstanceOf(BuildAction.Run.class);
        output(2, "dial tcp: connection refused\n");
        tell(new BuildEvent.Exited(2, 1, null));

        assertThat(build.outcome(START).result()).isEqualTo(Result.FAILURE);
    }

    @Test
    void anAbortEndsAPush() {
        build = pushing(RunRules.DEFAULT, "r.example/a:1");
        begin();
        tell(new BuildEvent.Exited(0, 0, ID));
        tell(new BuildEvent.ImageRead(new ImageDetails(ID, null, 7, List.of()), Map.of()));
        assertThat(tell(new BuildEvent.Abort("stop"))).containsExactly(new BuildAction.Stop(1));
        tell(new BuildEvent.Exited(1, 143, null));

        assertThat(build.outcome(START).result()).isEqualTo(Result.ABORTED);
    }

    private void begin() {
        tell(new BuildEvent.Begin());
        if (tell(new BuildEvent.Probed(PLAIN)).stream().anyMatch(BuildAction.Clean.class::isInstance)) {
            tell(new BuildEvent.Cleaned(null));
        }
    }

    private List<BuildAction> tell(BuildEvent event) {
        return build.on(event, START.plusSeconds(10), logs);
    }

    private void output(String text) {
        output(0, text);
    }

    private void output(int run, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tell(new BuildEvent.Output(run, bytes, 0, bytes.length));
    }

    private static List<String> states(Outcome outcome) {
        return outcome.stages().stream().map(stage -> stage.state().name()).toList();
    }

    private static List<String> instructions(Outcome outcome, int stage) {
        return outcome.stages().get(stage).instructions().stream()
                .map(each -> each.line() + " " + each.state())
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

    private static void isCleaning(BuildAction action, Temporaries.Whose whose) {
        assertThat(action).isInstanceOfSatisfying(BuildAction.Clean.class, clean -> assertThat(clean.whose())
                .isEqualTo(whose));
    }

    private static DockerHost host() {
        return new DockerHost("here", null, "docker", Map.of());
    }

    private static Build pushing(RunRules rules, String... tags) {
        return build(FILE, List.of(), new BuildRequest.Naming(List.of(tags), Map.of(), true), rules);
    }

    private static Build build(String file, List<String> alsoBuild) {
        return build(file, alsoBuild, new BuildRequest.Naming(List.of("t:1"), Map.of(), false), RunRules.DEFAULT);
    }

    private static Build build(String file, List<String> alsoBuild, BuildRequest.Naming naming, RunRules rules) {
        return build(file, alsoBuild, BuildRequest.of("Dockerfile", ".").withNaming(naming), rules);
    }

    private static Build build(String file, List<String> alsoBuild, BuildRequest request, RunRules rules) {
        GraphOptions options = new GraphOptions(null, alsoBuild, Map.of(), Set.of(), "linux/amd64");
        StageGraph graph = GraphReader.read("Dockerfile", file.getBytes(StandardCharsets.UTF_8), options)
                .graph();
        return new Build(
                graph,
                new BuildOptions(
                                host(), EnginePreference.AUTO, request, "/tmp/x", file.getBytes(StandardCharsets.UTF_8))
                        .withRules(rules),
                START);
    }
}
