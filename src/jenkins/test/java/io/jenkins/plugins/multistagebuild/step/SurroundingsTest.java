package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.User;
import hudson.util.Secret;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.scm.impl.SingleSCMSource;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.docker.commons.DockerImageExtractor;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Where the step may stand: folders, branches, builds of a user, steps that let commands run elsewhere. */
@WithJenkins
class SurroundingsTest {

    private static final int USUAL_HEARTBEAT = 300;

    private static final String SECRET_STEPS = "node {\n"
            + FakeClient.around("exit 3", "multiStageBuild secrets: [[id: 't', credentialsId: 'token']]") + "}";

    private JenkinsRule jenkins;

    @BeforeEach
    void jenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void credentialsAreThoseThatTheUserOfTheBuildMayUse() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(token());
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Computer.BUILD)
                .everywhere()
                .to("alice", "bob")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("alice"));
        WorkflowJob allowed = RealEngine.job(jenkins, "allowed", SECRET_STEPS);
        WorkflowJob refused = RealEngine.job(jenkins, "refused", SECRET_STEPS);
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate("allowed", User.getById("alice", true).impersonate2())
                        .authenticate("refused", User.getById("bob", true).impersonate2()));

        WorkflowRun ofAlice = jenkins.assertBuildStatus(Result.FAILURE, allowed.scheduleBuild2(0));
        WorkflowRun ofBob = jenkins.assertBuildStatus(Result.FAILURE, refused.scheduleBuild2(0));

        jenkins.assertLogContains("exit status 3", ofAlice);
        jenkins.assertLogContains(
                "ERROR: multiStageBuild: secrets: there is no credential 'token' that this build may use", ofBob);
    }

    @Test
    void jobsInFoldersUseWhatTheFolderHas() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, "folder");
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getContext() == folder) {
                store.addCredentials(Domain.global(), token());
            }
        }
        WorkflowJob inside = folder.createProject(WorkflowJob.class, "inside");
        inside.setDefinition(new CpsFlowDefinition(SECRET_STEPS, true));
        WorkflowJob outside = RealEngine.job(jenkins, "outside", SECRET_STEPS);

        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, inside.scheduleBuild2(0));
        jenkins.assertLogContains("exit status 3", run);
        jenkins.assertLogContains(
                "there is no credential 'token'", jenkins.assertBuildStatus(Result.FAILURE, outside.scheduleBuild2(0)));
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            browser.goTo(run.getUrl() + "multi-stage-build/");
            browser.goTo(inside.getUrl() + "multi-stage-build/");
        }
    }

    @Test
    void branchesOfAMultibranchProjectBuild() throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "branches");
        String file = "node {\n" + FakeClient.around("exit 3", "multiStageBuild()") + "}";
        project.getSourcesList()
                .add(new BranchSource(new SingleSCMSource("id", "main", new SingleFileSCM("Jenkinsfile", file))));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();

        WorkflowRun run = project.getItem("main").getLastBuild();

        jenkins.assertLogContains("exit status 3", run);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient()) {
            browser.goTo(run.getUrl() + "multi-stage-build/");
            browser.goTo(run.getParent().getUrl() + "multi-stage-build/");
        }
    }

    @Test
    void everyCommandRunsWhereTheStepsAroundLetItRun() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "node {\n"
                        + FakeClient.around(
                                "echo \"inside is $INSIDE\"; exit 3",
                                "inside { dir('sub') {\n" + RealEngine.dockerfile("FROM scratch\nCOPY . /\n")
                                        + "multiStageBuild analyze: true\n} }")
                        + "}");

        jenkins.assertLogContains("inside is yes", run);
        jenkins.assertLogContains("the image will be looked into by a client on the agent itself", run);
        assertThat(Inside.commands).as("commands that were asked inside").anyMatch(each -> each.contains("version"));
    }

    @Test
    void whereTheStepsAroundLetCommandsRunIsToldWithWhatIsMissingThere() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + RealEngine.dockerfile("FROM scratch\nCOPY . /\n")
                        + """
                withEnv(['PATH=/there/is/no/client']) {
                    catchError { multiStageBuild() }
                    echo 'now inside'
                    inside { multiStageBuild() }
                }
                }""");

        String[] log = JenkinsRule.getLog(run).split("now inside");
        assertThat(log[0]).contains("ERROR: ", "docker").doesNotContain("let them run");
        assertThat(log[1])
                .contains("ERROR: ", "commands run where the steps around multiStageBuild let them run, so the client");
    }

    @Test
    void anEngineRunThatCanNotBeginWhereCommandsRunIsToldWithWhatItNeeds() throws Exception {
        WorkflowRun run = RealEngine.run(
                jenkins,
                Result.FAILURE,
                "node {\n" + FakeClient.around("exit 3", "inside(empty: true) { multiStageBuild() }") + "}");

        jenkins.assertLogContains(
                "the engine run did not begin, on agent built-in, or its folder is gone; commands need sh, nohup and the"
                        + " folders of the workspace where they run, in a container around the step too",
                run);
    }

    @Test
    void otherPluginsLearnWhatAJobIsMadeFrom() throws Exception {
        WorkflowJob job = RealEngine.job(
                jenkins,
                "based",
                "node {\n"
                        + FakeClient.around(
                                "exit 3",
                                RealEngine.dockerfile(
                                                """
                        ARG VERSION=1.22
                        FROM registry.example:5000/golang:${VERSION} AS build
                        FROM debian:12 AS unneeded
                        FROM busybox@sha256:0123456789012345678901234567890123456789012345678901234567890123
                        COPY --from=build /a /a
                        """)
                                        + "multiStageBuild()")
                        + "}");
        assertThat(DockerImageExtractor.getDockerImagesUsedByJobFromAll(job)).isEmpty();

        jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        assertThat(DockerImageExtractor.getDockerImagesUsedByJobFromAll(job))
                .containsExactly("busybox", "registry.example:5000/golang");
    }

    @AfterEach
    void usualHeartbeat() {
        heartbeat(USUAL_HEARTBEAT);
    }

    /** After how many seconds Jenkins looks whether what it has started in the background has begun. */
    private static void heartbeat(int seconds) {
        try {
            Field interval = BourneShellScript.class.getDeclaredField("HEARTBEAT_CHECK_INTERVAL");
            interval.setAccessible(true);
            interval.setInt(null, seconds);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StringCredentialsImpl token() {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString("tok-7h8j9k0l1m2n"));
    }

    /** A step that lets commands run elsewhere, as {@code docker.inside} does. */
    public static final class Inside extends Step {

        static final List<String> commands = java.util.Collections.synchronizedList(new ArrayList<>());

        private boolean empty;

        @DataBoundConstructor
        public Inside() {
            // all else is optional
        }

        /** Whether there is nothing where commands run, so that what Jenkins starts in the background ends unheard. */
        @DataBoundSetter
        public void setEmpty(boolean empty) {
            this.empty = empty;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, empty);
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;

            private final boolean empty;

            private Execution(StepContext context, boolean empty) {
                super(context);
                this.empty = empty;
            }

            @Override
            public boolean start() throws Exception {
                getContext()
                        .newBodyInvoker()
                        .withContext(BodyInvoker.mergeLauncherDecorators(
                                getContext().get(LauncherDecorator.class), new Decorator(empty)))
                        .withCallback(BodyExecutionCallback.wrap(getContext()))
                        .start();
                return false;
            }
        }

        private static final class Decorator extends LauncherDecorator implements Serializable {
            private static final long serialVersionUID = 1L;

            private final boolean empty;

            private Decorator(boolean empty) {
                this.empty = empty;
            }

            @Override
            public Launcher decorate(Launcher launcher, Node node) {
                return new Launcher.DecoratedLauncher(launcher) {
                    @Override
                    public Proc launch(ProcStarter starter) throws IOException {
                        commands.add(String.join(" ", starter.cmds()));
                        boolean[] masks = starter.masks();
                        if (empty && starter.cmds().contains("nohup")) {
                            heartbeat(1);
                            return super.launch(starter.cmds("true").masks(false));
                        }
                        starter.cmds().addAll(0, List.of("env", "INSIDE=yes"));
                        if (masks != null) {
                            boolean[] longer = new boolean[masks.length + 2];
                            System.arraycopy(masks, 0, longer, 2, masks.length);
                            starter.masks(longer);
                        }
                        return super.launch(starter);
                    }
                };
            }
        }

        /** Makes it known. */
        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "inside";
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of();
            }
        }
    }
}
