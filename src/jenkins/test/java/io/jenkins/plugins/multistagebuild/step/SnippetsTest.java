package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCMRevisionState;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Runs every Pipeline of the documentation with real engines. Its names of registries and hosts stand for those of the
 * test; all else is run as it is written.
 */
@WithJenkins
@NeedsRealEngine
class SnippetsTest {

    private static final Path PROJECT = Path.of("../..");
    private static final Pattern GROOVY = Pattern.compile("```groovy\n(.*?)```", Pattern.DOTALL);
    private static final String SECOND = System.getenv("MSB_ENGINE_CONTAINERD_HOST");

    private static final String DOCKERFILE =
            """
            ARG VERSION=0
            FROM busybox:1.36 AS builder
            RUN --mount=type=secret,id=npmrc --mount=type=secret,id=password echo built > /out
            FROM busybox:1.36 AS runtime
            COPY --from=builder /out /out
            """;

    @TempDir
    private Path folder;

    @Test
    void everyPipelineOfTheDocumentationRuns(JenkinsRule jenkins) throws Exception {
        assumeTrue(GuardedRegistry.isThere(), "there is no docker-registry");
        assumeTrue(SECOND != null, "MSB_ENGINE_CONTAINERD_HOST names no second engine");
        prepare(jenkins);
        List<String> snippets = new ArrayList<>(groovy("docs/pipeline.md"));
        snippets.addAll(groovy("README.md"));
        String library = Files.readString(PROJECT.resolve("docs/shared-library/vars/dockerImage.groovy"));
        assertThat(snippets).as("with the library, which has tests of its own").contains(library);
        snippets.remove(library);
        assertThat(snippets).hasSize(5);

        try (GuardedRegistry registry = GuardedRegistry.start(folder, "robot", "pw-4r5t6z7u8i9o")) {
            for (int number = 0; number < snippets.size(); number++) {
                String snippet = snippets.get(number);
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "snippet-" + number);
                job.setDefinition(new CpsScmFlowDefinition(
                        new Workspace(pipeline(mapped(snippet, registry.address())), DOCKERFILE), "Jenkinsfile"));

                WorkflowRun run = jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

                jenkins.assertLogContains("[builder] ", run);
            }
            assertThat(registry.has("app", "1.2")).as("what a snippet pushed").isTrue();
            remove(registry.address() + "/app:1.2", "shop/web:1");
        }
    }

    private static void remove(String... images) throws Exception {
        for (String host : List.of(RealEngine.host(), SECOND)) {
            for (String image : images) {
                new ProcessBuilder(RealEngine.client(), "-H", host, "image", "rm", image)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        }
    }

    private static List<String> groovy(String document) throws IOException {
        return GROOVY.matcher(Files.readString(PROJECT.resolve(document)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** What is no whole Pipeline stands in the steps of a node. */
    private static String pipeline(String snippet) {
        return snippet.startsWith("node") || snippet.startsWith("pipeline")
                ? snippet
                : "node('docker') {\ncheckout scm\n" + snippet + "}\n";
    }

    private static String mapped(String snippet, String registry) {
        // The engines of the tests have no keys; those are tried in CredentialsTest.
        return snippet.replace("https://registry.example", "http://" + registry)
                .replace("registry.example", registry)
                .replace("tcp://docker-1:2375", RealEngine.host())
                .replace("[uri: 'tcp://docker-2:2376', credentialsId: 'docker-tls']", "[uri: '" + SECOND + "']");
    }

    private static void prepare(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setLabelString("docker");
        jenkins.jenkins
                .getGlobalNodeProperties()
                .add(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("DOCKER_HOST", RealEngine.host()),
                        new EnvironmentVariablesNodeProperty.Entry("PATH+CLIENT", RealEngine.clients())));
        List<StandardCredentials> credentials = List.of(
                new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "npmrc-file",
                        null,
                        "npmrc",
                        SecretBytes.fromBytes("token=abcdefgh".getBytes(StandardCharsets.UTF_8))),
                login("robot"),
                login("push"),
                login("docker-hub"));
        credentials.forEach(SystemCredentialsProvider.getInstance().getCredentials()::add);
    }

    private static StandardCredentials login(String id) throws Exception {
        return new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, null, "robot", "pw-4r5t6z7u8i9o");
    }

    /** What a repository of the user holds. */
    private static final class Workspace extends NullSCM {

        private final String jenkinsfile;
        private final String dockerfile;

        private Workspace(String jenkinsfile, String dockerfile) {
            this.jenkinsfile = jenkinsfile;
            this.dockerfile = dockerfile;
        }

        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelogFile,
                SCMRevisionState baseline)
                throws IOException, InterruptedException {
            workspace.child("Jenkinsfile").write(jenkinsfile, "UTF-8");
            workspace.child("Dockerfile").write(dockerfile, "UTF-8");
        }
    }
}
