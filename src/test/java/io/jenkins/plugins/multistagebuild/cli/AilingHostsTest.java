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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on two real engines, of which one is behind a client that lets it look as if something were wrong with it. */
@NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
class AilingHostsTest {

    private static final String FULL = "write /var/lib/docker/tmp/layer: no space left on device";

    private final String word = UUID.randomUUID().toString();
    private final TestEngine one = TestEngine.of(Flavour.BUILDKIT);
    private final TestEngine other = TestEngine.of(Flavour.BUILDX);
    private final Terminal terminal = new Terminal();

    @TempDir
    private Path folder;

    @Test
    void theWorkOfAHostWhoseDiskIsFullIsDoneByTheOther() throws Exception {
        write(4, "sleep 1; echo $n > /out");
        String client = client(other, "*' buildx build '*) echo '#9 ERROR: " + FULL + "'; exit 1;;");

        assertThat(build(one.host(), one.client(), other.host(), client))
                .as(said())
                .isZero();

        assertThat(report().path("notes").path(0).asText())
                .startsWith("the disk of host " + other.host() + " is full: ")
                .contains(FULL)
                .contains("; moving ");
        assertThat(hosts()).containsOnly(one.host());
    }

    @Test
    void aHostThatHasNoRoomForWhatArrivesGetsNoMoreWork() throws Exception {
        write(4, "sleep 1; echo $n > /out");
        String full = "*' import '* | *' load '*) cat >/dev/null; echo '" + FULL + "' >&2; exit 1;;";

        assertThat(build(one.host(), client(one, full), other.host(), client(other, full)))
                .as(said())
                .isZero();

        assertThat(report().path("notes").path(0).asText())
                .contains(" is full: ")
                .contains("can't be handed over");
        assertThat(hosts()).hasSize(1);
        assertThat(report().path("transfers")).isEmpty();
    }

    @Test
    void aHostThatIsLostWhileTheImageIsReadCostsTheBuildNothing() throws Exception {
        write(4, "sleep 1; echo $n " + word + " > /out");
        try (TestWay first = TestWay.to(one);
                TestWay second = TestWay.to(other)) {
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                    () -> build(first.host(), reading(one, first), second.host(), reading(other, second)));
            TestWay lost = null;
            while (lost == null && !status.isDone()) {
                lost = Files.exists(marker(first)) ? first : Files.exists(marker(second)) ? second : null;
                Thread.onSpinWait();
            }
            assertThat(lost).as(said()).isNotNull();
            lost.close();

            assertThat(status.get()).as(said()).isZero();
            assertThat(report().path("notes").path(0).asText())
                    .startsWith("host " + lost.host() + " is lost: ")
                    .contains("; moving ");
            assertThat(hosts()).containsOnly(lost == first ? second.host() : first.host());
            assertThat(report().path("image").path("layers")).isNotEmpty();
            clean(lost == first ? one : other);
        }
    }

    /** A lost host is left to later runs, which take what is of this process for that of a run that goes on. */
    private static void clean(TestEngine engine) throws Exception {
        String process = "-" + ProcessHandle.current().pid() + "-";
        String images = engine.images("--filter", "label=" + RunId.LABEL, "--format", "{{.ID}}");
        for (String id : images.lines().distinct().toList()) {
            if (engine.docker("image", "inspect", "--format", "{{json .Config.Labels}}", id)
                    .contains(process)) {
                engine.docker("image", "rm", "--force", id);
            }
        }
    }

    /** A client that waits for its engine to be gone when it is asked for the layers of an image, the first of them all. */
    private String reading(TestEngine engine, TestWay way) {
        return client(
                engine,
                "*' history '*) if mkdir '" + folder.resolve("reading") + "' 2>/dev/null; then : >'" + marker(way)
                        + "'; while '" + engine.client() + "' version >/dev/null 2>&1; do :; done; fi;;");
    }

    private Path marker(TestWay way) {
        return folder.resolve("reading-" + way.host().replaceAll(".*:", ""));
    }

    @Test
    void timesOfAHostWhoseClockIsOffAreToldByOurs() throws Exception {
        write(4, "sleep 1; echo $n " + word + " > /out");
        int year = Year.now(ZoneOffset.UTC).getValue();
        String later = "s/\"" + year + "-/\"" + (year + 4) + "-/g";
        String client = client(
                other,
                "*type=tar*) ;;\n*' info '* | *' build '*) '" + other.client()
                        + "' \"$@\" >\"$0.$$.out\" 2>\"$0.$$.err\"; s=$?;" + " sed '" + later + "' \"$0.$$.out\"; sed '"
                        + later + "' \"$0.$$.err\" >&2; exit $s;;");
        Instant begin = Instant.now();

        assertThat(build(one.host(), one.client(), other.host(), client))
                .as(said())
                .isZero();

        assertThat(report().path("notes").path(0).asText())
                .matches(
                        "the clock of host \\Q" + other.host() + "\\E is 146\\d d.* ahead; its times are told by ours");
        assertThat(hosts()).contains(other.host());
        assertThat(report().path("stages")).allSatisfy(stage -> assertThat(
                        Instant.parse(stage.path("startedAt").asText()))
                .isBetween(begin.minusSeconds(3), Instant.now().plusSeconds(3)));
    }

    @Test
    void aStageThatNoHostCanRunIsToldWithItsLineAndAWayOut() throws Exception {
        Files.writeString(
                folder.resolve("Dockerfile"),
                "FROM --platform=linux/s390x busybox:1.36 AS odd\nRUN true\nFROM busybox:1.36\nCOPY --from=odd /x /\n");

        assertThat(build(one.host(), one.client(), other.host(), client(other, otherPlatform())))
                .isEqualTo(1);

        assertThat(report().path("failure").path("message").asText())
                .contains("Dockerfile:1: no host can run linux/s390x")
                .contains("stage odd")
                .contains(one.host())
                .contains("linux/riscv64 (" + other.host() + ")");
    }

    @Test
    void aHostOfAnotherPlatformIsToldToBeOfNoUse() throws Exception {
        write(2, "echo " + word + " > /out");

        assertThat(build(one.host(), one.client(), other.host(), client(other, otherPlatform())))
                .as(said())
                .isZero();

        assertThat(hosts()).containsOnly(one.host());
        assertThat(report().path("notes").path(0).asText())
                .contains(other.host())
                .contains("linux/riscv64");
    }

    private String otherPlatform() {
        return "*' version '*json*) '" + other.client()
                + "' \"$@\" | sed 's/\"Arch\":\"[a-z0-9]*\"/\"Arch\":\"riscv64\"/g'; exit;;";
    }

    /** A client that does something of its own in some cases, and else what the engine's client does. */
    private String client(TestEngine engine, String cases) {
        try {
            Path script = folder.resolve("client-" + UUID.randomUUID());
            Files.writeString(
                    script,
                    "#!/bin/sh\ncase \" $* \" in\n" + cases + "\nesac\nexec '" + engine.client() + "' \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            return script.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private int build(String first, String firstClient, String second, String secondClient) {
        return terminal.run(
                "build",
                "--host",
                first,
                "--host",
                second,
                "--docker",
                firstClient,
                "--docker",
                secondClient,
                "--output",
                folder.resolve("out").toString(),
                folder.toString());
    }

    private String said() {
        return terminal.out() + terminal.err();
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    }

    private List<String> hosts() throws IOException {
        List<String> hosts = new ArrayList<>();
        report().path("stages").forEach(stage -> hosts.add(stage.path("host").asText()));
        return hosts.stream().distinct().toList();
    }
}
