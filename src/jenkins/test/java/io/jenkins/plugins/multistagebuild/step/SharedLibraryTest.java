package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import java.io.File;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.jenkinsci.plugins.workflow.libs.LibraryRetrieverDescriptor;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The library of docs/shared-library, in a sandboxed Pipeline with a real engine. */
@WithJenkins
@NeedsRealEngine
class SharedLibraryTest {

    @Test
    void aLibrarysVariableBuildsAndGivesBackTheImagesId(JenkinsRule jenkins) throws Exception {
        LibraryConfiguration library = new LibraryConfiguration("images", new Folder());
        library.setDefaultVersion("1");
        GlobalLibraries.get().setLibraries(List.of(library));

        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "@Library('images') _\n"
                        + RealEngine.node(RealEngine.dockerfile("FROM busybox:1.36 AS runtime\nLABEL a=b\n")
                                + "def id = dockerImage(name: 'msb-jth-library', target: 'runtime')\n"
                                + "sh 'docker image rm registry.example/msb-jth-library:' + env.BUILD_NUMBER\n"
                                + "echo \"built ${id.startsWith('sha256:')}\""));

        jenkins.assertLogContains("built true", run);
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.getTags()).containsExactly("registry.example/msb-jth-library:1"));
    }

    /** Takes the library from the project's folder. */
    public static final class Folder extends LibraryRetriever {

        @Override
        public void retrieve(
                String name, String version, boolean changelog, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            retrieve(name, version, target, run, listener);
        }

        @Override
        public void retrieve(String name, String version, FilePath target, Run<?, ?> run, TaskListener listener)
                throws Exception {
            new FilePath(new File("../../docs/shared-library")).copyRecursiveTo(target);
        }

        /** Makes it known to Jenkins. */
        @TestExtension
        public static final class DescriptorImpl extends LibraryRetrieverDescriptor {}
    }
}
