package io.jenkins.plugins.multistagebuild.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.docker.NeedsEngine;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.docker.TestCertificate;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import io.jenkins.plugins.multistagebuild.docker.TestWay;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds on two real engines of which one lets only those in who have its certificate. */
@NeedsEngine({Flavour.BUILDX, Flavour.BUILDKIT})
class TlsHostsTest {

    private final TestEngine plain = TestEngine.of(Flavour.BUILDKIT);
    private final TestEngine guarded = TestEngine.of(Flavour.BUILDX);

    @TempDir
    private Path folder;

    private TestCertificate server;
    private TestCertificate client;
    private TestWay way;

    @BeforeEach
    void guard() throws Exception {
        server = TestCertificate.create(folder, "server");
        client = TestCertificate.create(folder, "client");
        way = TestWay.to(guarded, server.trusting(client));
    }

    @AfterEach
    void close() throws Exception {
        way.close();
    }

    @Test
    void aHostWithTlsTakesPartBesideOneWithout() throws Exception {
        Outcome outcome = build(client.forServer(server, folder.resolve("right")));
        assertThat(outcome.failure()).isNull();
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.transfers()).isNotEmpty().allMatch(each -> each.bytes() > 0);
        assertThat(outcome.stages()).extracting(each -> each.host()).contains("plain", "guarded");
    }

    @Test
    void aHostThatDoesNotKnowOurCertificateIsLeftOut() throws Exception {
        TestCertificate stranger = TestCertificate.create(folder, "stranger");
        assertLeftOut(build(stranger.forServer(server, folder.resolve("wrong"))), "tls: ");
    }

    @Test
    void aHostWhoseCertificateWeDoNotKnowIsLeftOut() throws Exception {
        TestCertificate stranger = TestCertificate.create(folder, "stranger");
        assertLeftOut(build(client.forServer(stranger, folder.resolve("wrong"))), "x509: ");
    }

    @Test
    void aHostThatWantsTlsIsLeftOutWithoutIt() throws Exception {
        assertLeftOut(build(null), "");
    }

    private void assertLeftOut(Outcome outcome, String why) {
        assertThat(outcome.result()).isEqualTo(Result.SUCCESS);
        assertThat(outcome.notes())
                .singleElement()
                .asString()
                .startsWith("host guarded is left out: no Docker engine answers at tcp://127.0.0.1:")
                .contains(why)
                .endsWith(
                        "; check the keys and certificates that are given for it (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH)");
    }

    private Outcome build(Path certificates) throws Exception {
        byte[] text =
                """
                FROM busybox:1.36 AS one
                RUN : %1$s; echo 1 > /one
                FROM busybox:1.36 AS two
                RUN : %1$s; echo 2 > /two
                FROM busybox:1.36
                COPY --from=one /one /
                COPY --from=two /two /
                """
                        .formatted(UUID.randomUUID())
                        .getBytes(StandardCharsets.UTF_8);
        Path context = Files.createTempDirectory(folder, "context");
        Files.write(context.resolve("Dockerfile"), text);
        Map<String, String> tls = certificates == null
                ? Map.of()
                : Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", certificates.toString());
        List<DockerHost> hosts = List.of(
                new DockerHost("plain", plain.host(), plain.client(), Map.of()),
                new DockerHost("guarded", way.host(), guarded.client(), tls));
        StageGraph graph = GraphReader.read(
                        "Dockerfile", text, new GraphOptions(null, List.of(), Map.of(), Set.of(), "linux/amd64"))
                .graph();
        BuildOptions options = new BuildOptions(
                new BuildHosts(hosts, false, null, new TurnPlanner(0), null),
                EnginePreference.AUTO,
                BuildRequest.of(context.resolve("Dockerfile").toString(), context.toString()),
                context.toString(),
                text,
                RunId.ofThisProcess(),
                RunRules.DEFAULT);
        Path logs = Files.createDirectories(context.resolve("logs"));
        try (StageLogFiles files = new StageLogFiles(graph, logs, new PrintStream(OutputStream.nullOutputStream()))) {
            return new LocalRun(new Build(graph, options, Instant.now()), files, EarlyAnswers.none(), () -> {}).run();
        }
    }
}
