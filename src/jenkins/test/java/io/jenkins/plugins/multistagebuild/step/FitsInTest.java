package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.Secret;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerAncestorFingerprintFacet;
import org.jenkinsci.plugins.docker.commons.fingerprint.DockerFingerprints;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step among other parts of Jenkins: labels, fingerprints, agents, permissions. */
@WithJenkins
class FitsInTest {

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    @NeedsRealEngine
    void theNodesLabelTellsHowFarItIsAndThenWhatCameOfIt() throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "label",
                RealEngine.node(RealEngine.dockerfile(
                                """
                FROM busybox:1.36 AS slow
                RUN echo waiting && sleep 8
                FROM busybox:1.36
                COPY --from=slow /bin/sh /sh
                """)
                        + "multiStageBuild noCache: true"));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[slow] waiting", run);

        assertThat(labels(run)).anyMatch(label -> label.matches("[01]/2 stages · .*slow.*"));
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
        assertThat(labels(run)).anyMatch(label -> label.matches("Dockerfile · [0-9.]+ MB"));
    }

    @Test
    @NeedsRealEngine
    void fingerprintsLeadFromTheImageToItsBuildAndItsBase() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                RealEngine.node(
                        RealEngine.dockerfile("FROM busybox:1.36 AS below\nFROM below\nLABEL fingerprint=x\n")
                                + """
                writeFile file: 'id', text: multiStageBuild().image.id
                sh 'docker image inspect --format {{.Id}} busybox:1.36 > base'
                """));
        String image =
                jenkins.jenkins.getWorkspaceFor(run.getParent()).child("id").readToString();
        String base =
                jenkins.jenkins.getWorkspaceFor(run.getParent()).child("base").readToString();

        Fingerprint fingerprint = DockerFingerprints.of(image);
        assertThat(fingerprint).isNotNull();
        assertThat(fingerprint.getOriginal().is(run)).isTrue();
        assertThat(DockerFingerprints.getFacet(fingerprint, DockerAncestorFingerprintFacet.class)
                        .getAncestorImageIds())
                .containsExactly(base.strip());
    }

    @Test
    void agentsWithWindowsAreRefusedInWords() throws Exception {
        Windows.everywhere = true;
        WorkflowRun run;
        try {
            run = RealEngine.run(jenkins, Result.FAILURE, "node { multiStageBuild() }");
        } finally {
            Windows.everywhere = false;
        }

        jenkins.assertLogContains("ERROR: multiStageBuild builds on agents with Linux or macOS", run);
        jenkins.assertLogContains("for example node('linux')", run);
    }

    @Test
    void withoutAnAgentTheStepNamesWhatIsMissing() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "pipeline { agent none\n stages { stage('image') { steps { multiStageBuild() } } } }");

        jenkins.assertLogContains("requires a node context while ‘agent none’ was specified", run);
        run = RealEngine.run(jenkins, Result.FAILURE, "multiStageBuild()");
        jenkins.assertLogContains("Perhaps you forgot to surround the multiStageBuild step", run);
        jenkins.assertLogContains("such as: node", run);
    }

    @Test
    void whoMayNotSeeAJobsConfigurationLearnsNothingFromTheForm() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString("t")));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "editor")
                .grant(Item.EXTENDED_READ, Item.CONFIGURE)
                .everywhere()
                .to("editor"));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
        MultiStageBuildStep.DescriptorImpl step =
                jenkins.jenkins.getDescriptorByType(MultiStageBuildStep.DescriptorImpl.class);
        BuildSecret.DescriptorImpl secret = jenkins.jenkins.getDescriptorByType(BuildSecret.DescriptorImpl.class);

        try (ACLContext ignored = ACL.as(User.getById("reader", true))) {
            assertThat(step.doFillEngineItems(job)).isEmpty();
            assertThat(secret.doFillCredentialsIdItems(job)).isEmpty();
            assertThat(secret.doFillPartItems(job)).isEmpty();
            assertThat(step.doCheckTags(job, "NO TAG").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(step.doCheckMaxImageSize(job, "large").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(secret.doCheckId(null, "a b").kind).isEqualTo(FormValidation.Kind.OK);
        }
        try (ACLContext ignored = ACL.as(User.getById("editor", true))) {
            assertThat(step.doFillEngineItems(job)).hasSize(3);
            assertThat(secret.doFillCredentialsIdItems(job)).hasSize(2);
            assertThat(secret.doFillCredentialsIdItems(null)).isEmpty();
            assertThat(step.doCheckTags(job, "NO TAG").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(step.doCheckMaxImageSize(job, "large").getMessage()).contains("200MB");
            assertThat(step.doCheckMaxImageSize(job, "200 MB:warn").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(secret.doCheckId(job, "a b").kind).isEqualTo(FormValidation.Kind.ERROR);
        }
    }

    @Test
    void formChecksAreNoLinks() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            browser.setThrowExceptionOnFailingStatusCode(false);
            String address =
                    jenkins.getURL() + "descriptorByName/" + MultiStageBuildStep.class.getName() + "/checkTags?value=x";
            assertThat(browser.getPage(new WebRequest(new java.net.URL(address), HttpMethod.GET))
                            .getWebResponse()
                            .getStatusCode())
                    .isIn(404, 405);
        }
    }

    private static List<String> labels(WorkflowRun run) {
        return new DepthFirstScanner()
                .allNodes(run.getExecution()).stream()
                        .map((FlowNode node) -> node.getPersistentAction(LabelAction.class))
                        .filter(Objects::nonNull)
                        .map(LabelAction::getDisplayName)
                        .toList();
    }

    /** Lets agents look as if they ran Windows. */
    @TestExtension
    public static final class Windows extends LauncherDecorator {

        static volatile boolean everywhere;

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {

                @Override
                public boolean isUnix() {
                    return !everywhere && super.isUnix();
                }
            };
        }
    }
}
