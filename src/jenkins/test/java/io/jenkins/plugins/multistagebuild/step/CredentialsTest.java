package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import hudson.util.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Credentials reach the engine, and nobody else sees them. */
@WithJenkins
@NeedsRealEngine
class CredentialsTest {

    private static final String TOKEN = "tok-9f8e7d6c5b4a";
    private static final String PASSWORD = "pw-1q2w3e4r5t6z";
    private static final String IN_FILE = "npm-0a1b2c3d4e5f";
    private static final String FILE = "registry=https://npm.example/\n//npm.example/:_authToken=" + IN_FILE + "\n";

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) throws IOException {
        jenkins = rule;
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(TOKEN)));
        add(new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                "npmrc",
                null,
                "npmrc",
                SecretBytes.fromBytes(FILE.getBytes(StandardCharsets.UTF_8))));
        add(login("login", "robot", PASSWORD));
        add(login("other", "robot", "pw-of-another-9876"));
    }

    @Test
    void secretsReachTheirCommandsAndAreSeenNowhereElse() throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "secret",
                RealEngine.node(
                        RealEngine.dockerfile(
                                        """
                FROM busybox:1.36 AS reader
                RUN --mount=type=secret,id=npmrc --mount=type=secret,id=token --mount=type=secret,id=pw \\
                    cat /run/secrets/npmrc /run/secrets/token /run/secrets/pw && echo && base64 /run/secrets/token && \\
                    wc -c < /run/secrets/pw && echo all was read && sleep 6
                """)
                                + """
                def build = multiStageBuild(tags: ['msb-jth-secret:1'], noCache: true, secrets: [
                    [id: 'npmrc', credentialsId: 'npmrc'], [id: 'token', credentialsId: 'token'],
                    [id: 'pw', credentialsId: 'login', part: 'password']])
                writeFile file: 'result.txt', text: build.toString()
                sh 'docker image history --no-trunc msb-jth-secret:1 > history.txt'
                sh 'docker image inspect msb-jth-secret:1 > inspect.txt && docker image rm msb-jth-secret:1'
                """));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[reader] all was read", run);
        assertThat(processes()).as("process list").isNotEmpty().noneMatch(CredentialsTest::isSecret);
        assertThat(found(run.getRootDir().toPath())).as("files while it runs").isEmpty();

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));

        jenkins.assertLogContains("[reader] " + PASSWORD.length(), run);
        jenkins.assertLogContains("[reader] ****", run);
        assertThat(found(run.getRootDir().toPath())).as("files of the build").isEmpty();
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        assertThat(found(Path.of(workspace.getRemote()))).as("result and image").isEmpty();
        assertThat(found(Path.of(WorkspaceList.tempDir(workspace).getRemote())))
                .as("temporary files")
                .isEmpty();
        for (StandardCredentials each : all()) {
            boolean used = List.of("token", "npmrc", "login").contains(each.getId());
            assertThat(CredentialsProvider.getFingerprintOf(each) != null)
                    .as("use of " + each.getId() + " is known")
                    .isEqualTo(used);
        }
    }

    @Test
    void aStepThatFailsOrCanNotBeginLeavesNoSecretOnTheAgent() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(
                        RealEngine.dockerfile(
                                        "FROM busybox:1.36\nRUN --mount=type=secret,id=t cat /run/secrets/t && exit 3\n")
                                + """
                catchError {
                    multiStageBuild noCache: true, secrets: [id: 't', credentialsId: 'token']
                }
                multiStageBuild secrets: [[id: 't', credentialsId: 'token'], [id: 'u', credentialsId: 'missing']]
                """));

        jenkins.assertLogContains("exit status 3", run);
        jenkins.assertLogContains("  | ****", run);
        jenkins.assertLogContains("ERROR: multiStageBuild: secrets: there is no credential 'missing'", run);
        assertThat(found(run.getRootDir().toPath())).isEmpty();
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(run.getParent());
        assertThat(WorkspaceList.tempDir(workspace).list())
                .noneMatch(each -> each.getName().startsWith("multi-stage"));
    }

    /** A command takes the password out of the two and tells it, as {@code set -x} does. */
    @Test
    void thePasswordIsHiddenAlsoWhereTheSecretIsTheUserNameWithIt() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(RealEngine.dockerfile(
                                """
                FROM busybox:1.36 AS reader
                RUN --mount=type=secret,id=both cut -d: -f1 /run/secrets/both && cut -d: -f2 /run/secrets/both
                """)
                        + "multiStageBuild noCache: true, secrets: [[id: 'both', credentialsId: 'login']]\n"));

        jenkins.assertLogContains("[reader] robot", run);
        jenkins.assertLogContains("[reader] ****", run);
        assertThat(found(run.getRootDir().toPath())).isEmpty();
    }

    /** By what the next build finds the step again is on the controller's disk, and a failure is told outside of all filters. */
    @Test
    void whatIsMaskedAroundTheStepIsNeitherInItsKeyNorInAnEarlyFailure() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                RealEngine.node(
                        RealEngine.dockerfile("FROM busybox:1.36\n")
                                + """
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    multiStageBuild tags: ["${TOKEN}/app:1"]
                    sh 'docker image rm "$TOKEN/app:1"'
                    multiStageBuild tags: ["${TOKEN}/No Name"]
                }
                """));

        jenkins.assertLogContains("tags: '****/No Name' is no image reference", run);
        assertThat(found(run.getRootDir().toPath())).isEmpty();
    }

    @Test
    void severalRegistriesAreLoggedInToAndBuildxIsStillFound() throws Exception {
        assumeTrue(GuardedRegistry.isThere(), "there is no docker-registry");
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        try (GuardedRegistry first = GuardedRegistry.start(one, "robot", PASSWORD);
                GuardedRegistry second = GuardedRegistry.start(two, "robot", "pw-of-another-9876")) {
            WorkflowRun run = RealEngine.run(
                    jenkins,
                    Result.SUCCESS,
                    RealEngine.node(RealEngine.dockerfile("FROM busybox:1.36\nLABEL a=b\n")
                            + """
                    def tags = ['%s/app:1', '%s/app:2']
                    def build = multiStageBuild(tags: tags, push: true, registries: [
                        [url: 'http://%s', credentialsId: 'login'], [url: 'http://%s/v2/', credentialsId: 'other']])
                    echo "by ${build.engines[0].flavour}, ${build.image.pushes.size()} pushes"
                    sh "docker image rm ${tags.join(' ')}"
                    """
                                    .formatted(first.address(), second.address(), first.address(), second.address())));

            jenkins.assertLogContains("by buildx, 2 pushes", run);
            assertThat(first.has("app", "1")).isTrue();
            assertThat(second.has("app", "2")).isTrue();
            assertThat(found(run.getRootDir().toPath())).isEmpty();
        }
    }

    @Test
    void loginsAndHostsAroundTheStepAreHonoured() throws Exception {
        assumeTrue(GuardedRegistry.isThere(), "there is no docker-registry");
        Path one = Files.createDirectory(folder.resolve("one"));
        Path config = Files.createDirectory(folder.resolve("config"));
        try (GuardedRegistry registry = GuardedRegistry.start(one, "robot", PASSWORD)) {
            Files.writeString(
                    config.resolve("config.json"),
                    "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
                            .formatted(registry.address(), base64("robot:" + PASSWORD)));
            WorkflowRun run = RealEngine.run(
                    jenkins,
                    Result.SUCCESS,
                    RealEngine.node("""
                    dir('nested') {
                    """
                            + RealEngine.dockerfile("FROM busybox:1.36\nLABEL a=b\n")
                            + """
                        withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                            withEnv(['DOCKER_CONFIG=%s']) {
                                def build = multiStageBuild(tags: ['%s/around:1'], push: true,
                                    buildArgs: [TOKEN: TOKEN], labels: [token: TOKEN])
                                echo "by ${build.engines[0].flavour}"
                            }
                        }
                        sh 'docker image rm %s/around:1'
                    }
                    """
                                    .formatted(config, registry.address(), registry.address())));

            jenkins.assertLogContains("by buildx", run);
            assertThat(registry.has("around", "1")).isTrue();
            assertThat(found(run.getRootDir().toPath())).isEmpty();
        }
    }

    @Test
    void aHostIsBuiltOnWithTheKeysForIt() throws Exception {
        add(new DockerServerCredentials(
                CredentialsScope.GLOBAL,
                "tls",
                null,
                Secret.fromString("-----KEY-----\nkey-5t6z7u8i9o0p\n"),
                "-----CERT-----",
                "-----CA-----"));

        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + RealEngine.dockerfile("FROM busybox:1.36\n")
                        + """
                writeFile file: 'docker', text: '''#!/bin/sh
                    echo "$DOCKER_HOST $DOCKER_TLS_VERIFY $(stat -c %a "$DOCKER_CERT_PATH")" >> "$SEEN"
                    cat "$DOCKER_CERT_PATH"/*.pem >> "$SEEN"
                    exit 1'''
                sh 'chmod +x docker'
                withEnv(["PATH+FIRST=${pwd()}", "SEEN=${pwd()}/seen"]) {
                    catchError { multiStageBuild hosts: [[uri: 'tcp://docker-2.example:2376', credentialsId: 'tls']] }
                }
                echo readFile('seen').readLines().findAll { it.startsWith('tcp') }.join(' ')
                echo "keys ${readFile('seen').contains('key-5t6z7u8i9o0p')}"
                sh 'rm seen'
                multiStageBuild hosts: ['tcp://a:1', 'tcp://a:1']
                }
                """);

        jenkins.assertLogContains("tcp://docker-2.example:2376 1 700", run);
        jenkins.assertLogContains("keys true", run);
        jenkins.assertLogContains("ERROR: multiStageBuild: hosts: a host is named twice", run);
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(run.getParent());
        assertThat(WorkspaceList.tempDir(workspace).list())
                .noneMatch(each -> each.getName().startsWith("multi-stage"));
    }

    @Test
    void theClientsConfigurationIsKeptAndItsStoreLeftAside() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home/.docker"));
        Files.createDirectories(home.resolve("cli-plugins"));
        Files.createDirectories(home.resolve("buildx/instances"));
        Path given = Files.createDirectory(folder.resolve("given"));
        Files.createDirectory(given.resolve("contexts"));
        Files.writeString(
                given.resolve("config.json"),
                "{\"credsStore\":\"pass\",\"auths\":{\"old.example\":{\"auth\":\"eA==\"}},\"currentContext\":\"c\"}");
        EnvVars env = new EnvVars(
                "DOCKER_CONFIG", given.toString(), "HOME", home.getParent().toString());

        String made = DockerConfig.write(
                new FilePath(folder.resolve("own").toFile()),
                env,
                Map.of(DockerConfig.key("https://new.example/v2/"), "eQ=="));

        JsonNode config = new ObjectMapper().readTree(new File(made, "config.json"));
        assertThat(config.path("auths").path("new.example").path("auth").asText())
                .isEqualTo("eQ==");
        assertThat(config.path("auths").path("old.example").path("auth").asText())
                .isEqualTo("eA==");
        assertThat(config.path("credHelpers").path("new.example").asText("none"))
                .isEmpty();
        assertThat(config.path("currentContext").asText()).isEqualTo("c");
        assertThat(Path.of(made, "cli-plugins").toRealPath()).isEqualTo(home.resolve("cli-plugins"));
        assertThat(Path.of(made, "buildx", "instances")).isDirectory();
        assertThat(Path.of(made, "contexts").toRealPath()).isEqualTo(given.resolve("contexts"));
        assertThat(Files.getPosixFilePermissions(Path.of(made, "config.json"))).hasSize(2);
        assertThat(DockerConfig.key(null)).isEqualTo("https://index.docker.io/v1/");
        assertThat(DockerConfig.key("https://index.docker.io/v1/")).isEqualTo("https://index.docker.io/v1/");
        assertThat(DockerConfig.key("registry.example:5000")).isEqualTo("registry.example:5000");
    }

    private static boolean isSecret(String text) {
        return Stream.of(TOKEN, PASSWORD, IN_FILE, "pw-of-another-9876", base64(TOKEN), base64("robot:" + PASSWORD))
                .anyMatch(text::contains);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Files below a folder in which a secret stands. */
    private static List<Path> found(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (isSecret(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    /** Command lines of all processes, and the variables of those that may be seen. */
    private static List<String> processes() throws IOException {
        List<String> processes = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(each -> each.getFileName().toString().matches("\\d+"))
                    .toList()) {
                for (String part : List.of("cmdline", "environ")) {
                    try {
                        processes.add(Files.readString(process.resolve(part), StandardCharsets.ISO_8859_1));
                    } catch (IOException e) {
                        processes.add("");
                    }
                }
            }
        }
        return processes;
    }

    private static UsernamePasswordCredentialsImpl login(String id, String user, String password) throws IOException {
        try {
            return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, user, password);
        } catch (hudson.model.Descriptor.FormException e) {
            throw new IOException(e);
        }
    }

    private static void add(StandardCredentials credentials) throws IOException {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }

    private static List<StandardCredentials> all() {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .map(StandardCredentials.class::cast)
                .toList();
    }
}
