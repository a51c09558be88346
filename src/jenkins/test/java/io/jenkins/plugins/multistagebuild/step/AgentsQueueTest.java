package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.Item;
import hudson.model.Label;
import hudson.model.LoadStatistics;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.Cloud;
import hudson.slaves.DumbSlave;
import hudson.slaves.DummyCloudImpl;
import hudson.slaves.EnvironmentVariablesNodeProperty;
import hudson.slaves.NodeProvisioner;
import io.jenkins.plugins.multistagebuild.step.AgentsTest.TestAgent;
import java.net.URL;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.access.AccessDeniedException;

/** What people see of requests for executors and of executors that build stages, what they may do with them, and what clouds do. */
@WithJenkins
@NeedsRealEngine
class AgentsQueueTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int CLOCK = LoadStatistics.CLOCK;
    private static final int DELAY = NodeProvisioner.NodeProvisionerInvoker.INITIALDELAY;
    private static final int PERIOD = NodeProvisioner.NodeProvisionerInvoker.RECURRENCEPERIOD;

    @BeforeAll
    static void letCloudsBeQuick() {
        LoadStatistics.CLOCK = 1_000;
        NodeProvisioner.NodeProvisionerInvoker.INITIALDELAY = 1_000;
        NodeProvisioner.NodeProvisionerInvoker.RECURRENCEPERIOD = 1_000;
    }

    @AfterAll
    static void letCloudsBeAsTheyWere() {
        LoadStatistics.CLOCK = CLOCK;
        NodeProvisioner.NodeProvisionerInvoker.INITIALDELAY = DELAY;
        NodeProvisioner.NodeProvisionerInvoker.RECURRENCEPERIOD = PERIOD;
    }

    @Test
    void aRequestTellsItsStagesAndOnlyWhoMayCancelTheJobsBuildsMayCancelIt(JenkinsRule jenkins) throws Exception {
        secure(jenkins);
        TestAgent.first(jenkins);
        WorkflowJob job = RealEngine.job(
                jenkins,
                "shown",
                "node('first') {\n" + AgentsTest.four(120) + "multiStageBuild(agents: 'docker', noCache: true)\n}");
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                "shown", User.getOrCreateByIdOrFullName("owner").impersonate2()));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Awaitility.await().atMost(LONG).until(() -> request() != null);
        Queue.Item item = request();

        assertThat(item.authenticate2().getName()).isEqualTo("owner");
        assertThat(item.getDisplayName()).matches("Stages of shown #1: s\\d, s\\d");
        assertThat(item.task.getUrl()).isEqualTo(run.getUrl());
        assertThat(item.task.getOwnerTask()).isSameAs(job);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.login("reader");
            assertThat(web.goTo("").asXml())
                    .contains("job/shown/1/\"")
                    .containsPattern("Stages of shown <wbr/>#1: s\\d, s\\d");
            assertThat(web.goTo("queue/item/" + item.getId() + "/api/xml", "application/xml")
                            .getWebResponse()
                            .getContentAsString())
                    .contains("Stages of shown #1: s", "job/shown/1/");
            assertThat(cancel(jenkins, web, item)).isEqualTo(422);
            web.login("stranger");
            assertThat(web.goTo("").asXml()).doesNotContain("shown");
            assertThat(cancel(jenkins, web, item)).isEqualTo(404);
            assertThat(request()).isNotNull();
            web.login("stopper");
            assertThat(cancel(jenkins, web, item)).isEqualTo(204);
        }

        jenkins.waitForMessage("a request for an executor was cancelled; going on with the agents", run);
        assertThat(request()).isNull();
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @Test
    void anExecutorTellsItsStagesAndOnlyWhoMayCancelTheJobsBuildsMayStopIt(JenkinsRule jenkins) throws Exception {
        secure(jenkins);
        TestAgent.first(jenkins);
        DumbSlave second = TestAgent.second(jenkins);
        WorkflowRun run = RealEngine.job(
                        jenkins,
                        "shown",
                        "node('first') {\n" + AgentsTest.four(120)
                                + "multiStageBuild(agents: 'docker', noCache: true)\n}")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("second: building", run);
        Executor executor = second.toComputer().getExecutors().get(0);

        assertThat(((AgentUse) executor.getCurrentExecutable()).getDisplayName())
                .matches("Stages of shown #1: s\\d, s\\d");
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.login("reader");
            String cell = web.goTo("computer/second/").asXml();
            assertThat(cell).contains("job/shown/1/\"").containsPattern("\\(s\\d, s\\d\\)");
            web.login("stranger");
            assertThat(web.goTo("computer/second/").asXml()).doesNotContain("shown", "(s");
        }
        try (ACLContext ignored = as("reader")) {
            assertThat(executor.hasStopPermission()).isFalse();
            assertThatThrownBy(executor::doStop).isInstanceOf(AccessDeniedException.class);
        }
        assertThat(run.isBuilding()).isTrue();
        try (ACLContext ignored = as("stopper")) {
            executor.doStop();
        }
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Awaitility.await().until(() -> second.toComputer().isIdle());
    }

    @Test
    void aCloudStartsAnAgentForARequest(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(1);
        DummyCloudImpl cloud = new DummyCloudImpl(
                jenkins,
                0,
                List.of(new EnvironmentVariablesNodeProperty(
                        new EnvironmentVariablesNodeProperty.Entry("DOCKER_HOST", RealEngine.host()),
                        new EnvironmentVariablesNodeProperty.Entry("PATH+CLIENT", RealEngine.clients()))));
        cloud.label = Label.get("cloudy");
        jenkins.jenkins.clouds.add(cloud);

        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('built-in') {\n" + AgentsTest.four(0)
                        + "stash 'sources'\n}\n"
                        + "echo \"got ${multiStageBuild(agents: 'cloudy', stash: 'sources').image.id}\"");

        jenkins.assertLogContains("got sha256:", run);
        assertThat(cloud.numProvisioned).isEqualTo(1);
        Awaitility.await()
                .until(() -> Arrays.stream(jenkins.jenkins.getComputers()).allMatch(Computer::isIdle));
    }

    @Test
    void whatACloudPromisesAndDoesNotGiveIsToldAndCanBeCancelled(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.clouds.add(new Nothing());
        WorkflowRun run = RealEngine.job(jenkins, "p", "multiStageBuild agents: 'cloudy', stash: 'none'")
                .scheduleBuild2(0)
                .waitForStart();

        jenkins.waitForMessage("still waiting for an executor on 'cloudy': ‘", run);
        Queue.getInstance().cancel(request());

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(request()).isNull();
    }

    private static void secure(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "stopper", "stranger")
                .grant(Item.READ)
                .everywhere()
                .to("reader", "stopper")
                .grant(Item.CANCEL)
                .everywhere()
                .to("stopper")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("owner"));
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getOrCreateByIdOrFullName(user).impersonate2());
    }

    private static Queue.Item request() {
        // Who waits for something does so in a thread of nobody's.
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return Arrays.stream(Queue.getInstance().getItems())
                    .filter(item -> item.task instanceof AgentTask)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Tells the status of the answer. */
    private static int cancel(JenkinsRule jenkins, JenkinsRule.WebClient web, Queue.Item item) throws Exception {
        WebRequest request =
                new WebRequest(new URL(jenkins.getURL(), "queue/cancelItem?id=" + item.getId()), HttpMethod.POST);
        web.addCrumb(request);
        return web.loadWebResponse(request).getStatusCode();
    }

    /** A cloud that has no room left. */
    private static final class Nothing extends Cloud {

        Nothing() {
            super("nothing");
        }

        @Override
        public boolean canProvision(CloudState state) {
            return true;
        }

        @Override
        public Collection<NodeProvisioner.PlannedNode> provision(CloudState state, int excess) {
            return List.of();
        }
    }
}
