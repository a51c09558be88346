package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multistagebuild.step.AgentsTest.TestAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Year;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents with which something is wrong: their clients let it look so. The build is done by the others. */
@WithJenkins
@NeedsRealEngine
class AilingAgentsTest {

    private static final String FULL = "write /var/lib/docker/tmp/layer: no space left on device";

    /** So long takes a stage that the second agent has come before the first one is idle, on a slow machine too. */
    private static final int SECONDS = 25;

    @TempDir
    private Path folder;

    @Test
    void anAgentOfAnotherPlatformIsLeftOut(JenkinsRule jenkins) throws Exception {
        DumbSlave ailing = ailing(
                jenkins,
                "*' version '*json*) '%1$s' \"$@\" | sed 's/\"Arch\":\"[a-z0-9]*\"/\"Arch\":\"riscv64\"/g'; exit;;");

        WorkflowRun run = build(jenkins);

        jenkins.assertLogContains("host second is left out: its engine runs linux/riscv64, not what is built", run);
        jenkins.assertLogContains("on [first]", run);
        awaitGiven(ailing);
    }

    @Test
    void anAgentWithoutRoomIsLeftOut(JenkinsRule jenkins) throws Exception {
        // No file system has less room than this one.
        DumbSlave ailing = ailing(
                jenkins, "*' info '*) '%1$s' \"$@\" | sed 's#\"folder\":\"[^\"]*\"#\"folder\":\"/proc\"#'; exit;;");

        WorkflowRun run = build(jenkins);

        jenkins.assertLogContains("host second is left out: its disk has only 0 B left at /proc", run);
        jenkins.assertLogContains("on [first]", run);
        awaitGiven(ailing);
    }

    @Test
    void theWorkOfAnAgentWhoseDiskGetsFullIsDoneByTheOther(JenkinsRule jenkins) throws Exception {
        DumbSlave ailing = ailing(jenkins, "*' buildx build '*) echo '#9 ERROR: " + FULL + "'; exit 1;;");

        WorkflowRun run = build(jenkins);

        jenkins.assertLogContains("the disk of host second is full: ", run);
        jenkins.assertLogContains(FULL, run);
        jenkins.assertLogContains("; moving ", run);
        jenkins.assertLogContains("on [first]", run);
        awaitGiven(ailing);
    }

    @Test
    void timesOfAnAgentWhoseClockIsOffAreToldByTheControllers(JenkinsRule jenkins) throws Exception {
        int year = Year.now(ZoneOffset.UTC).getValue();
        String later = "s/\"" + year + "-/\"" + (year + 4) + "-/g";
        ailing(
                jenkins,
                "*type=tar*) ;;\n*' info '* | *' build '*) '%1$s' \"$@\" >\"$0.$$.out\" 2>\"$0.$$.err\"; s=$?; sed '"
                        + later + "' \"$0.$$.out\"; sed '" + later + "' \"$0.$$.err\" >&2; exit $s;;");

        WorkflowRun run = build(jenkins);

        assertThat(JenkinsRule.getLog(run))
                .containsPattern("the clock of host second is 146\\d d.* ahead; its times are told by ours");
        jenkins.assertLogContains("on [first, second]", run);
        jenkins.assertLogContains("begun " + year, run);
        jenkins.assertLogNotContains("begun " + (year + 4), run);
    }

    private static WorkflowRun build(JenkinsRule jenkins) throws Exception {
        TestAgent.first(jenkins);
        return RealEngine.run(
                jenkins,
                Result.SUCCESS,
                "node('first') {\n" + AgentsTest.four(SECONDS)
                        + """
                        def build = multiStageBuild(agents: 'docker', noCache: true)
                        echo "on ${build.stages.findAll { it.index < 4 }.collect { it.host }.toSet().sort()}"
                        build.stages.each { echo "begun ${it.startedAt}" }
                        }
                        """);
    }

    /** The second agent, with a client that does something of its own in some cases, and else what the engine's client does. */
    private DumbSlave ailing(JenkinsRule jenkins, String cases) throws Exception {
        return TestAgent.second(jenkins, client -> {
            try {
                Path script = folder.resolve("docker");
                Files.writeString(
                        script,
                        "#!/bin/sh\ncase \" $* \" in\n" + cases.replace("%1$s", client) + "\nesac\nexec '" + client
                                + "' \"$@\"\n");
                Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
                return folder.toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitGiven(DumbSlave agent) {
        Awaitility.await().until(() -> agent.toComputer().isIdle());
        assertThat(Queue.getInstance().getItems()).isEmpty();
    }
}
