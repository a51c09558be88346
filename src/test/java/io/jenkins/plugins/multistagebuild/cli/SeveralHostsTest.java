package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import io.jenkins.plugins.multistagebuild.docker.TestWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Builds on two real engines at once. */
@NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
class SeveralHostsTest {

    private static final Pattern UUID_FORM = Pattern.compile("(?m)(?<= |^)[0-9a-f-]{36}$");

    private final String word = UUID.randomUUID().toString();
    private final TestEngine one = TestEngine.of(Flavour.BUILDKIT);
    private final TestEngine other = TestEngine.of(Flavour.BUILDX);

    @TempDir
    private Path folder;

    private final Map<String, String> clients = new HashMap<>();
    private Terminal terminal;
    private Path output;

    @BeforeEach
    void prepare() {
        terminal = new Terminal();
        output = folder.resolve("out");
    }

    @Test
    void stagesAreSharedOutAndOnlyWhatIsCopiedTravels() throws Exception {
        write(4, "dd if=/dev/zero of=/big bs=1M count=50 && dd if=/dev/urandom of=/out bs=1k count=300");
        assertThat(build(one.host(), other.host())).isZero();

        JsonNode report = report();
        assertThat(hosts(report)).containsExactlyInAnyOrder(one.host(), other.host());
        assertThat(report.path("engines")).hasSize(2);
        assertThat(report.path("transfers")).isNotEmpty().allSatisfy(each -> {
            assertThat(each.path("paths").path(0).asText()).isEqualTo("/out");
            assertThat(each.path("bytes").asLong()).isBetween(300_000L, 320_000L);
            assertThat(each.path("fromHost")).isNotEqualTo(each.path("toHost"));
        });
        assertNothingIsLeft();
    }

    @Test
    void whatIsThereFromAnEarlierRunIsNotSentAgain() throws Exception {
        write(4, "dd if=/dev/urandom of=/out bs=1k count=300");
        assertThat(build(one.host(), other.host())).isZero();
        assertThat(sent()).isGreaterThan(500_000);
        // A report beside it would lead to another plan.
        Files.delete(output.resolve("report.json"));
        assertThat(build(one.host(), other.host())).isZero();
        assertThat(report().path("transfers")).isNotEmpty().allSatisfy(each -> assertThat(
                        each.path("sizeBytes").asLong())
                .as("as the next plan takes it")
                .isBetween(300_000L, 320_000L));
        assertThat(sent()).isLessThan(50_000);
        assertNothingIsLeft();
    }

    /** What a stage printed is what was copied of it: it ran once, and not in an earlier build. */
    @Test
    void withoutTheCacheEachStageRunsOnce() throws Exception {
        write(4, "tee /out < /proc/sys/kernel/random/uuid");
        Files.writeString(
                folder.resolve("Dockerfile"),
                Files.readString(folder.resolve("Dockerfile")) + "RUN tee /last < /proc/sys/kernel/random/uuid\n");
        Set<String> printed = new HashSet<>();
        for (TestEngine first : List.of(one, other, one)) {
            TestEngine second = first == one ? other : one;
            assertThat(build(first.host(), second.host(), "--no-cache", "--retries", "1"))
                    .isZero();
            JsonNode last = report().path("stages").path(4);
            TestEngine target = last.path("host").asText().equals(one.host()) ? one : other;
            String image = report().path("image").path("id").asText();
            assertThat(report().path("stages")).allSatisfy(stage -> assertThat(printed.addAll(uuids(stage)))
                    .isTrue());
            String files = target.docker("run", "--rm", image, "cat", "/out0", "/out1", "/out2", "/out3", "/last");
            assertThat(printed).containsAll(files.lines().toList());
        }
        assertThat(printed).hasSize(15);
        assertNothingIsLeft();
    }

    private List<String> uuids(JsonNode stage) throws IOException {
        String log = Files.readString(output.resolve(stage.path("log").asText()));
        return UUID_FORM.matcher(log).results().map(MatchResult::group).toList();
    }

    private long sent() throws IOException {
        long bytes = 0;
        for (JsonNode each : report().path("transfers")) {
            bytes += each.path("bytes").asLong();
        }
        return bytes;
    }

    @Test
    void theWorkOfAHostThatIsCutOffIsDoneByTheOther() throws Exception {
        write(4, "sleep 8; echo $n " + word + " > /out");
        try (TestWay way = TestWay.to(other)) {
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> build(one.host(), way.host()));
            awaitCommands(4, status);
            way.close();
            assertThat(status.get()).as(terminal.out() + terminal.err()).isZero();
            JsonNode report = report();
            assertThat(hosts(report)).containsExactly(one.host());
            assertThat(report.path("notes").path(0).asText())
                    .startsWith("host " + way.host() + " is lost: ")
                    .contains("; moving ");
            assertThat(report.path("stages"))
                    .allSatisfy(
                            stage -> assertThat(stage.path("state").asText()).isEqualTo("built"));
        }
    }

    @Test
    void aHostThatDoesNotAnswerIsLeftOutUnlessAllAreRequired() throws Exception {
        write(2, "touch /out");
        String nobody;
        try (TestWay way = TestWay.to(other)) {
            nobody = way.host();
        }
        assertThat(build(nobody, one.host())).isZero();
        assertThat(report().path("notes").path(0).asText())
                .startsWith("host " + nobody + " is left out: no Docker engine answers at " + nobody);
        assertThat(build(nobody, one.host(), "--require-all-hosts")).isEqualTo(1);
        assertThat(report().path("failure").path("message").asText())
                .startsWith("all hosts are required, but " + nobody + ": no Docker engine answers");
    }

    @ParameterizedTest
    @NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT, Flavour.CLASSIC})
    @EnumSource(names = {"BUILDKIT", "CLASSIC"})
    void aHostGetsOnlyTheFilesOfTheContextThatItsStagesNeed(Flavour flavour) throws Exception {
        write(4, "echo x > /out");
        Path file = folder.resolve("Dockerfile");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("AS s0\n", "AS s0\nCOPY of-s0 /\n")
                        .replace("AS s3\n", "AS s3\nCOPY of-s3 /\n"));
        Files.write(folder.resolve("of-s0"), random(8_000_000));
        Files.write(folder.resolve("of-s3"), random(3_000_000));
        Files.write(folder.resolve("of-nobody"), random(20_000_000));
        try (TestWay first = TestWay.to(one);
                TestWay second = TestWay.to(other)) {
            clients.put(first.host(), TestEngine.of(flavour).client());
            assertThat(build(first.host(), second.host())).isZero();
            // Each file goes to one host, and the one for nobody to none.
            assertThat(first.bytes() + second.bytes()).isBetween(11_000_000L, 12_000_000L);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aFailingStageStopsTheOthersOnEveryHostAndIsNamed() throws Exception {
        write(4, "sleep 2; if test $n = 2; then exit 7; fi; sleep 30");
        long begin = System.nanoTime();
        assertThat(build(one.host(), other.host())).isEqualTo(1);
        assertThat((System.nanoTime() - begin) / 1_000_000_000).isLessThan(28);
        JsonNode failure = report().path("failure");
        assertThat(failure.path("exitStatus").asInt()).isEqualTo(7);
        assertThat(failure.path("message").asText()).contains("in stage s2");
        assertNothingIsLeft();
    }

    @Test
    void whatTheProducerDoesNotHaveIsToldWithTheLine() throws Exception {
        write(4, "true");
        assertThat(build(one.host(), other.host())).isEqualTo(1);
        assertThat(report().path("failure").path("message").asText())
                .matches("(?s).*Dockerfile:(9|10|11|12|13): .*/out.*");
        assertNothingIsLeft();
    }

    @Test
    void hostsThatContradictEachOtherAreRefusedBeforeAnythingIsAsked() throws Exception {
        write(2, "true");
        assertThat(terminal.run("build", "--host", one.host(), "--host", one.host(), folder.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("is named twice");
    }

    /** Some stages that run a command, which finds the number of its stage in {@code n}, and one that takes a file of each. */
    private void write(int stages, String command) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < stages; i++) {
            text.append("FROM busybox:1.36 AS s" + i + "\nRUN n=" + i + "; : " + word + "; " + command + "\n");
        }
        text.append("FROM busybox:1.36\n");
        for (int i = 0; i < stages; i++) {
            text.append("COPY --from=s" + i + " /out /out" + i + "\n");
        }
        Files.writeString(folder.resolve("Dockerfile"), text);
    }

    private int build(String first, String second, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "build",
                "--host",
                first,
                "--host",
                second,
                "--docker",
                client(first),
                "--docker",
                client(second),
                "--output",
                output.toString()));
        command.addAll(List.of(more));
        command.add(folder.toString());
        return terminal.run(command.toArray(String[]::new));
    }

    private String client(String host) {
        return clients.getOrDefault(host, host.equals(one.host()) ? one.client() : other.client());
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(output.resolve("report.json")));
    }

    private static TreeSet<String> hosts(JsonNode report) {
        TreeSet<String> hosts = new TreeSet<>();
        report.path("stages").forEach(stage -> hosts.add(stage.path("host").asText()));
        return hosts;
    }

    /** Waits until all stages but the last run their commands. */
    private void awaitCommands(int stages, CompletableFuture<Integer> status) throws IOException {
        int running = 0;
        while (running < stages && !status.isDone()) {
            running = 0;
            for (int i = 0; i < stages; i++) {
                Path log = output.resolve("stages").resolve(i + "-s" + i + ".log");
                running += Files.exists(log) && Files.readString(log).contains("RUN n=") ? 1 : 0;
            }
            Thread.onSpinWait();
        }
        assertThat(status).as(terminal.out() + terminal.err()).isNotDone();
    }

    /** Nothing of this process, that is. */
    private void assertNothingIsLeft() throws Exception {
        String process = "-" + ProcessHandle.current().pid() + "-";
        for (TestEngine engine : List.of(one, other)) {
            String ids = engine.images("--quiet", "--filter", "label=" + RunId.LABEL);
            for (String id : ids.lines().toList()) {
                assertThat(engine.docker("image", "inspect", "--format", "{{json .Config.Labels}}", id))
                        .doesNotContain(process);
            }
            assertThat(engine.images("--format", "{{.Repository}}:{{.Tag}}").lines())
                    .noneMatch(name -> name.contains("hand-over") && name.contains(process));
        }
    }
}
