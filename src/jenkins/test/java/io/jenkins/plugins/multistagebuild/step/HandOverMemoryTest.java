package io.jenkins.plugins.multistagebuild.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jenkins.MasterToSlaveFileCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is copied from agent to agent waits on the agent that sends, not in the controller's memory. */
@WithJenkins
@Timeout(300)
class HandOverMemoryTest {

    private static final long BYTES = 300_000_000;
    private static final long BEGUN = 10_000_000;
    private static final long MOST = 50_000_000;

    @Test
    void anAgentThatDoesNotTakeWhatComesLetsTheOtherOneWait(JenkinsRule jenkins) throws Exception {
        Workplace from = place(jenkins, "from");
        Workplace to = place(jenkins, "to");
        Relay relay = Relay.of(new BuildAction.Send(1, null, List.of()), from, to);
        from.require().child(relay.file()).act(new Make());
        long receiver = to.require().act(new Pid());
        Path arriving = Path.of(to.directory(), relay.file());
        long before = used();
        ExecutorService copying = Executors.newSingleThreadExecutor();
        try {
            Future<Long> copied = copying.submit(() -> Relays.transfer(relay));
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> size(arriving) > BEGUN);
            signal("-STOP", receiver);
            try {
                // Unbounded, all the rest would be here within that time.
                Awaitility.await()
                        .during(Duration.ofSeconds(8))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> used() - before < MOST && !copied.isDone());
                System.out.printf(
                        "%,d bytes had arrived when the receiver was stopped; the controller's heap: %+,d bytes%n",
                        size(arriving), used() - before);
            } finally {
                signal("-CONT", receiver);
            }

            assertThat(copied.get()).isEqualTo(BYTES);
            assertThat(size(arriving)).isEqualTo(BYTES);
            assertThat(used() - before).isLessThan(MOST);
        } finally {
            copying.shutdownNow();
        }
    }

    private static Workplace place(JenkinsRule jenkins, String name) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, name, null);
        jenkins.waitOnline(agent);
        FilePath folder = agent.getRootPath().child("hand-over");
        folder.mkdirs();
        return new Workplace(name, folder.getRemote(), folder.getRemote(), folder.getRemote(), null);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static void signal(String signal, long process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** What is reachable on the heap, in bytes. */
    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static final class Make extends MasterToSlaveFileCallable<Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public Void invoke(File file, VirtualChannel channel) throws IOException {
            try (RandomAccessFile made = new RandomAccessFile(file, "rw")) {
                made.setLength(BYTES);
            }
            return null;
        }
    }

    private static final class Pid extends MasterToSlaveFileCallable<Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long invoke(File file, VirtualChannel channel) {
            return ProcessHandle.current().pid();
        }
    }
}
