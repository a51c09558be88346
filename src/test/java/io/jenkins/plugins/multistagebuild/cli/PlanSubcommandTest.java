package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanSubcommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeDockerfile() throws IOException {
        Files.writeString(
                folder.resolve("Dockerfile"),
                """
                ARG BASE=golang:1.22
                FROM ${BASE} AS builder
                RUN make
                FROM builder AS lint
                FROM alpine:3.20 AS runtime
                COPY --from=builder /app /app
                """);
    }

    @Test
    void jsonIsOneDocumentAsTheContractSays() throws IOException {
        int status = terminal.run("plan", "--format", "json", "--host", "tcp://h:1", folder.toString());

        assertThat(status).isZero();
        assertThat(terminal.out().lines()).hasSize(1);
        JsonNode plan = JSON.readTree(terminal.out());
        assertThat(plan.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(plan.at("/target").asInt()).isEqualTo(2);
        assertThat(plan.at("/neededStages").toString()).isEqualTo("[0,2]");
        assertThat(plan.at("/levels").toString()).isEqualTo("[[0],[2]]");
        assertThat(plan.at("/units")).hasSize(1);
        assertThat(plan.at("/units/0").toString())
                .startsWith("{\"host\":\"tcp://h:1\",\"stages\":[0,2],\"targets\":[2],\"rebuilt\":[],\"needs\":[],"
                        + "\"handOvers\":[],\"startMillis\":0,\"endMillis\":");
        assertThat(plan.at("/stages/0").toString())
                .isEqualTo("{\"index\":0,\"name\":\"builder\",\"line\":2,"
                        + "\"base\":{\"kind\":\"image\",\"ref\":\"golang:1.22\",\"stage\":null},\"dependencies\":[],"
                        + "\"externalImages\":[\"golang:1.22\"],\"instructions\":1,\"needed\":true,"
                        + "\"reason\":\"needed by runtime (line 6)\"}");
        assertThat(plan.at("/stages/1/needed").asBoolean()).isFalse();
        assertThat(plan.at("/stages/1/reason").asText()).isEqualTo("not needed by runtime");
        assertThat(plan.at("/stages/2/dependencies").toString())
                .isEqualTo("[{\"stage\":0,\"kind\":\"copy\",\"line\":6}]");
        assertThat(plan.at("/stages/2/reason").asText()).isEqualTo("target");
    }

    @Test
    void textDrawsTheGraphAndWhatIsLeftOut() {
        assertThat(terminal.run("plan", folder.toString())).isZero();

        assertThat(terminal.out())
                .contains("2 of 3 stages needed for runtime")
                .contains("└─● builder  needed by runtime (COPY at line 6) · image golang:1.22 · 2 instructions")
                .contains("● runtime    target · image alpine:3.20 · 2 instructions")
                .contains("– lint (line 4): not needed by runtime")
                .contains("critical path: builder → runtime (4 instructions)");
    }

    @Test
    void buildArgumentsAndTargetAreHonoured() throws IOException {
        terminal.run("plan", "--format=json", "--build-arg", "BASE=x:1", "--target", "LINT", folder.toString());

        JsonNode plan = JSON.readTree(terminal.out());
        assertThat(plan.at("/target").asInt()).isEqualTo(1);
        assertThat(plan.at("/stages/0/base/ref").asText()).isEqualTo("x:1");
    }

    @Test
    void aWrongDockerfileIsToldWithItsLineInBothForms() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM a\nCOPY --from=9 x y\n");

        assertThat(terminal.run("plan", "--format=json", folder.toString())).isEqualTo(2);
        JsonNode error = JSON.readTree(terminal.out()).at("/error");
        assertThat(error.at("/line").asInt()).isEqualTo(2);
        assertThat(error.at("/column").asInt()).isEqualTo(6);
        assertThat(error.at("/message").asText()).isNotEmpty();
        assertThat(terminal.err()).contains("Dockerfile:2: ");
    }

    @Test
    void findingsStandInThePlanAndFailItOnlyWhereAsked() throws IOException {
        assertThat(terminal.run("plan", "--format=json", folder.toString())).isZero();
        assertThat(JSON.readTree(terminal.out()).at("/lint").toString())
                .isEqualTo("[{\"rule\":\"UnusedStage\",\"line\":4,\"text\":\"No other stage uses lint; it is built only"
                        + " when asked for\",\"link\":\"\"}]");
        assertThat(terminal.err()).contains("Dockerfile:4: warning: No other stage uses lint");

        Terminal strict = new Terminal();
        assertThat(strict.run("plan", "--fail-on-lint", folder.toString())).isEqualTo(1);
        assertThat(strict.out()).contains("2 of 3 stages needed");
        assertThat(strict.err()).contains("a finding where none is allowed (UnusedStage)");
    }

    @Test
    void whatCantBeReadIsToldWithAWayOut() {
        assertThat(terminal.run("plan", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("no such folder to build in");

        Terminal other = new Terminal();
        assertThat(other.run("plan", "-f", folder.toString())).isEqualTo(2);
        assertThat(other.err()).contains("this is a folder");
    }

    @Test
    void anEmptyNameIsTheDockerfileOfTheContextAsDockerHasIt() {
        assertThat(terminal.run("plan", "-f", "", folder.toString())).isZero();
        assertThat(terminal.out()).contains("needed for runtime");
    }

    @Test
    void aFileOfTheWrongKindIsToldWithoutWordsOfTheMachine() throws IOException {
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThat(terminal.run("plan", "-f", loop.toString())).isEqualTo(2);
        assertThat(terminal.err()).startsWith(loop + ": it can't be read: ").doesNotContain("Exception");
        assertThat(terminal.err().split(loop.toString(), -1)).hasSize(2);
    }

    @Test
    void theLocaleOfABareMachineSpoilsNothing() throws Exception {
        Files.writeString(folder.resolve("Dockerfile"), "FROM alpine AS one\nFROM one\nLABEL \u00fc \u00f6\n");

        String plan = program("plan", folder.toString());
        assertThat(plan).contains("└─● one", "0\n");
        assertThat(program("plan", "-f", folder.resolve("\u00fc").toString()))
                .contains("this path is not possible here; if it has letters beyond ASCII, set LC_ALL=C.UTF-8", "\n2\n")
                .doesNotContain("Exception");
    }

    /** What the program says in the locale C, and its exit status. */
    private String program(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                MultiStageBuild.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("LC_ALL", "C");
        int status = builder.start().waitFor();
        return Files.readString(out) + status + "\n";
    }

    @Test
    void anUnknownTargetIsToldWithTheStagesThereAre() {
        assertThat(terminal.run("plan", "--target", "runtme", folder.toString()))
                .isEqualTo(2);

        assertThat(terminal.err()).contains("runtme").contains("builder, lint, runtime");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void wrongUsageIsAShortMessageAndStatusTwo() {
        assertThat(terminal.run("plan", "--frobnicate")).isEqualTo(2);
        assertThat(terminal.err()).contains("--frobnicate").contains("--help");
        assertThat(new Terminal().run()).isEqualTo(2);
    }

    @Test
    void textOfTheFileCantSteerTheTerminal() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM \"a\u001b[2J\" AS x\n");

        terminal.run("plan", folder.toString());
        assertThat(terminal.out() + terminal.err()).doesNotContain("\u001b");
    }

    @Test
    void severalHostsAreShownWithTheirShareAndWhatTravels() throws IOException {
        writeWide();

        assertThat(terminal.run("plan", "--host", "tcp://a:1", "--host", "tcp://b:1", folder.toString()))
                .isZero();
        assertThat(terminal.out())
                .contains("on 2 hosts, by estimate (no engine was asked; each is taken to have 2 processors):")
                .containsPattern("tcp://a:1\n    █+·*  0.0 s – ")
                .contains("what travels, ")
                .containsPattern("s\\d  tcp://\\S+ → tcp://\\S+  /out  10.0 MB")
                .containsPattern("expected \\S.* at least 2[0-9.]+ s.*; on 1, 2, 4 hosts: ");
    }

    @Test
    void jsonTellsUnitsHandOversAndWhatMoreHostsWouldBring() throws IOException {
        writeWide();
        terminal.run("plan", "--format=json", "--host=tcp://a:1", "--host=tcp://b:1", folder.toString());

        JsonNode plan = JSON.readTree(terminal.out());
        assertThat(plan.at("/hosts")).hasSize(2);
        assertThat(plan.at("/units/0/targets").toString()).isEqualTo("[8]");
        assertThat(plan.at("/units/0/handOvers/0/paths").toString()).isEqualTo("[\"/out\"]");
        assertThat(plan.at("/transferBytes").asLong()).isPositive();
        long one = plan.at("/expectedMillisByHosts/1").asLong();
        long two = plan.at("/expectedMillisByHosts/2").asLong();
        assertThat(plan.at("/singleHostMillis").asLong()).isEqualTo(one).isGreaterThan(two);
        assertThat(plan.at("/makespanMillis").asLong())
                .isEqualTo(two)
                .isGreaterThan(plan.at("/lowerBoundMillis").asLong())
                .isGreaterThanOrEqualTo(plan.at("/expectedMillisByHosts/4").asLong());
    }

    @Test
    void aHostIsNamedOnce() {
        assertThat(terminal.run("plan", "--host=a", "--host=a", folder.toString()))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("--host a is named twice");
    }

    private void writeWide() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append("FROM busybox AS s").append(i).append("\nRUN make\n");
        }
        text.append("FROM scratch\n");
        for (int i = 0; i < 8; i++) {
            text.append("COPY --from=s").append(i).append(" /out /").append(i).append('\n');
        }
        Files.writeString(folder.resolve("Dockerfile"), text.toString());
    }
}
