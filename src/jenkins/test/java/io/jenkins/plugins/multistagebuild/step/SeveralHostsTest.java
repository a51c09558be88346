package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.multistagebuild.docker.Dispatch;
import io.jenkins.plugins.multistagebuild.docker.DispatchProgram;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Several engines that an agent reaches share the stages of one build. */
class SeveralHostsTest {

    private static final String SECOND = System.getenv("MSB_ENGINE_CONTAINERD_HOST");

    @Nested
    @WithJenkins
    @NeedsRealEngine
    class InAPipeline {

        @Test
        void hostsShareTheStagesOnceTheirTimesAreKnown(JenkinsRule jenkins) throws Exception {
            assumeTrue(SECOND != null, "MSB_ENGINE_CONTAINERD_HOST names no second engine");
            WorkflowJob job = RealEngine.job(
                    jenkins,
                    "shared",
                    RealEngine.node(RealEngine.dockerfile(
                                    """
                    FROM busybox:1.36 AS s0
                    RUN sleep 8 && echo 0 > /0
                    FROM busybox:1.36 AS s1
                    RUN sleep 8 && echo 1 > /1
                    FROM busybox:1.36 AS s2
                    RUN sleep 8 && echo 2 > /2
                    FROM busybox:1.36 AS s3
                    RUN sleep 8 && echo 3 > /3
                    FROM busybox:1.36
                    COPY --from=s0 /0 /0
                    COPY --from=s1 /1 /1
                    COPY --from=s2 /2 /2
                    COPY --from=s3 /3 /3
                    """)
                            + """
                    def build = multiStageBuild(hosts: ['%s', '%s'], noCache: true, tags: ['msb-jth-shared:1'])
                    echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().size()} hosts," +
                        " sent ${build.transfers.size() > 0}, ${build.transfers.every { it.bytes > 0 }}"
                    withEnv(["DOCKER_HOST=${build.stages.find { it.index == build.target }.host}"]) {
                        sh 'docker run --rm msb-jth-shared:1 cat /0 /1 /2 /3 && docker image rm msb-jth-shared:1'
                    }
                    """
                                    .formatted(RealEngine.host(), SECOND)));

            jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));
            WorkflowRun run = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

            jenkins.assertLogContains("on 2 hosts, sent true, true", run);
            FilePath temporary = WorkspaceList.tempDir(jenkins.jenkins.getWorkspaceFor(job));
            assertThat(temporary.list()).noneMatch(each -> each.getName().startsWith("multi-stage"));
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void whoTakesNeverTakesAPartForTheWhole(String java, @TempDir Path folder) throws Exception {
        int status = send(java, folder, "printf abc; echo no room >&2; exit 3", "cat; touch whole");

        assertThat(status).isNotZero();
        assertThat(folder.resolve("whole")).doesNotExist();
        assertThat(Files.readString(folder.resolve("said"))).contains("no room");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void allThatIsSentIsCounted(String java, @TempDir Path folder) throws Exception {
        int status = send(java, folder, "head -c 300000 /dev/zero", "wc -c > taken");

        assertThat(status).isZero();
        assertThat(Files.readString(folder.resolve("taken")).strip()).isEqualTo("300000");
        assertThat(SendScript.bytes(Files.readString(folder.resolve("pipe.count"))))
                .isEqualTo(300_000);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void whoCanNotTakeFailsIt(String java, @TempDir Path folder) throws Exception {
        int status = send(java, folder, "head -c 3000000 /dev/zero", "echo disk is full >&2; exit 4");

        assertThat(status).isNotZero();
        assertThat(Files.readString(folder.resolve("said"))).contains("disk is full");
    }

    /** That of an agent, and none. */
    static List<String> javas() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "/nonexistent/java");
    }

    private static String classes(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : DispatchProgram.files().entrySet()) {
            Path path = folder.resolve("classes").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder.resolve("classes").toString();
    }

    /** Runs the script with shells in the place of docker clients. */
    private static int send(String java, Path folder, String export, String take) throws Exception {
        Map<String, String> variables = new TreeMap<>();
        String script = SendScript.of(
                new Dispatch(List.of(), null, shell(export), shell(take), shell("exit 1"), "name", "run", ""),
                folder.resolve("pipe").toString(),
                new AgentJava(java, false),
                classes(folder),
                variables);
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().putAll(new EnvVars(variables));
        return builder.start().waitFor();
    }

    private static DockerCommand shell(String line) {
        return new DockerCommand(List.of("/bin/sh", "-c", line), Map.of("DOCKER_HOST", "tcp://a:1"));
    }
}
