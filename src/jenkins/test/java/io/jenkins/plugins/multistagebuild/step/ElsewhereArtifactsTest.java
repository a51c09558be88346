package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.DirScanner;
import hudson.util.io.ArchiverFactory;
import io.jenkins.plugins.multistagebuild.config.MultiStageBuildConfiguration;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.step.AgentsTest.TestAgent;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.ArtifactManagerFactoryDescriptor;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.flow.StashManager;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A controller that keeps artifacts elsewhere than beside the build, as with an object store. */
@WithJenkins
@NeedsRealEngine
class ElsewhereArtifactsTest {

    private static final String TAKEN = "taken";

    @TempDir
    private File store;

    @Test
    void logsAndReportGoThereAndAreReadFromThere(JenkinsRule jenkins) throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Factory(store));
        MultiStageBuildConfiguration.get().setStageLogMegabytes(1);

        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(
                        RealEngine.dockerfile(
                                        """
                FROM busybox:1.36 AS loud
                RUN echo heard by all; for i in $(seq 12); do yes a line of a long log | head -c 60000; sleep 1; done
                """)
                                + """
                def build = multiStageBuild(noCache: true)
                echo "clipped ${build.stages[0].logClipped}"
                """));

        jenkins.assertLogContains("clipped true", run);
        String id = run.getAction(MultiStageBuildAction.class).getSteps().get(0).getId();
        assertThat(new File(run.getRootDir(), "archive")).doesNotExist();
        assertThat(new File(run.getRootDir(), "multi-stage-build-" + id)).doesNotExist();
        assertThat(new File(store, "multi-stage-build/" + id + "/report.json")).isFile();
        File log = new File(store, "multi-stage-build/" + id + "/stages/0-loud.log");
        assertThat(log.length()).isBetween(900_000L, (1L << 20) + 100);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            String shown = browser.goTo(
                            run.getUrl() + "multi-stage-build/step/" + id + "/stages/0-loud.log", "text/plain")
                    .getWebResponse()
                    .getContentAsString();
            assertThat(shown).contains("heard by all").contains("this log is cut here");
        }
    }

    @Test
    void theContextGoesThereAndFromThereToFurtherAgents(JenkinsRule jenkins) throws Exception {
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new Factory(store));
        TestAgent.first(jenkins);
        TestAgent.second(jenkins);

        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('first') {\n" + AgentsTest.four(25)
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().sort()}"
                        }
                        """);

        jenkins.assertLogContains("on [first, second]", run);
        assertThat(new File(run.getRootDir(), "stashes")).doesNotExist();
        assertThat(new File(store, TAKEN)).isFile();
    }

    /** Makes artifact managers for a folder that has nothing to do with the build's. */
    public static final class Factory extends ArtifactManagerFactory {

        private final File store;

        Factory(File store) {
            this.store = store;
        }

        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            return new Manager(store);
        }

        /** Makes it known to Jenkins. */
        @TestExtension
        public static final class DescriptorImpl extends ArtifactManagerFactoryDescriptor {}
    }

    private static final class Manager extends ArtifactManager implements StashManager.StashAwareArtifactManager {

        private final File store;

        private Manager(File store) {
            this.store = store;
        }

        @Override
        public void onLoad(Run<?, ?> build) {
            // there is nothing of the build in it
        }

        @Override
        public void archive(
                FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                throws IOException, InterruptedException {
            for (Map.Entry<String, String> artifact : artifacts.entrySet()) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                workspace.child(artifact.getValue()).copyTo(bytes);
                new FilePath(store).child(artifact.getKey()).write().write(bytes.toByteArray());
            }
        }

        @Override
        public void stash(
                String name,
                FilePath workspace,
                Launcher launcher,
                EnvVars env,
                TaskListener listener,
                String includes,
                String excludes,
                boolean useDefaultExcludes,
                boolean allowEmpty)
                throws IOException, InterruptedException {
            try (OutputStream out = new FilePath(store).child(name).write()) {
                workspace.archive(ArchiverFactory.TARGZ, out, new DirScanner.Glob(includes, excludes, false));
            }
        }

        @Override
        public void unstash(String name, FilePath workspace, Launcher launcher, EnvVars env, TaskListener listener)
                throws IOException, InterruptedException {
            workspace.untarFrom(new FilePath(store).child(name).read(), FilePath.TarCompression.GZIP);
            new FilePath(store).child(TAKEN).write("", null);
        }

        @Override
        public void clearAllStashes(TaskListener listener) {
            // the test's folder goes as a whole
        }

        @Override
        public void copyAllArtifactsAndStashes(Run<?, ?> to, TaskListener listener) {
            throw new UnsupportedOperationException("no build is copied here");
        }

        @Override
        public boolean delete() {
            return false;
        }

        @Override
        public VirtualFile root() {
            return VirtualFile.forFile(store);
        }
    }
}
