package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import java.io.File;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an agent's client says may be anything: the controller keeps little of it, and the step ends in words. */
@WithJenkins
class HostileClientTest {

    private static final long MEGABYTE = 1_000_000;

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void aLineWithoutAnEndIsCut() throws Exception {
        WorkflowRun run = build("head -c 64000000 /dev/zero | tr '\\\\0' x; exit 3");

        assertThat(logged(run)).contains("exit status 3");
        assertThat(new File(run.getRootDir(), "log").length()).isLessThan(MEGABYTE);
        assertThat(run.getArtifacts()).isNotEmpty().allSatisfy(artifact -> assertThat(artifact.getFileSize())
                .isLessThan(MEGABYTE));
    }

    @Test
    void stepsThatNoFileHasAndBytesThatAreNoTextEndInWords() throws Exception {
        WorkflowRun run = build(
                "printf '#999999999999 [stage-99 1/0] RUN \\\\033[2J\\\\377<b>\\\\n#1 DONE -5.0s\\\\n#2 [internal\\\\n'; exit 0");

        assertThat(logged(run)).contains("left no image id").doesNotContain("Exception");
        assertThat(run.getAction(MultiStageBuildAction.class).getSteps())
                .singleElement()
                .satisfies(step -> assertThat(step.getResult()).isEqualTo("failure"));
    }

    @Test
    void anAnswerWithoutAnEndIsNotKept() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "node {\n"
                        + FakeClient.around("exit 1", "multiStageBuild()")
                                .replace("echo v0.13.1", "yes v0.13.1 | head -c 50000000")
                        + "}");

        assertThat(logged(run)).contains("exit status 1").doesNotContain("Exception");
        assertThat(new File(run.getRootDir(), "log").length()).isLessThan(MEGABYTE);
    }

    private WorkflowRun build(String building) throws Exception {
        return RealEngine.run(
                jenkins, Result.FAILURE, "node {\n" + FakeClient.around(building, "multiStageBuild()") + "}");
    }

    private static String logged(WorkflowRun run) throws Exception {
        return JenkinsRule.getLog(run);
    }
}
