package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.graph.Platform;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which host can build which stage: it must be able to run the programs of the stage's platform. */
final class Ability {

    private static final int MAX_HOSTS = 5;

    private final List<Host> hosts;

    @CheckForNull
    private final String platform;

    /**
     * Takes hosts.
     *
     * @param platform the platform asked for; null for the first host's own
     */
    Ability(List<Host> hosts, @CheckForNull String platform) {
        this.hosts = hosts;
        List<String> own = hosts.get(0).platforms();
        this.platform = platform != null ? platform : own.isEmpty() ? null : own.get(0);
    }

    /** For each host the stages that it can build. */
    List<BitSet> of(Workload work) {
        List<BitSet> able = new ArrayList<>();
        for (Host host : hosts) {
            Map<String, Boolean> runs = new HashMap<>();
            BitSet stages = new BitSet();
            for (int node = 0; node < work.size(); node++) {
                stages.set(node, canBuild(host, work.stage(node), runs));
            }
            able.add(stages);
        }
        return able;
    }

    /** The stages that no host can build. */
    List<Problem> problems(Workload work) {
        List<BitSet> able = of(work);
        List<Problem> problems = new ArrayList<>();
        for (int node = 0; node < work.size(); node++) {
            Stage stage = work.stage(node);
            String wanted = platformOf(stage);
            int number = node;
            // What is for no platform in particular can be built by any host.
            if (wanted != null && able.stream().noneMatch(stages -> stages.get(number))) {
                problems.add(new Problem(
                        work.graph().file(),
                        stage.line(),
                        0,
                        "no host can run " + Quoted.text(wanted) + ", for which the stage "
                                + Quoted.text(stage.displayName()) + " is built; the hosts run " + told()
                                + "; add a host of that platform, "
                                + (stage.platform() == null
                                        ? "ask for another with --platform"
                                        : "change the --platform of this FROM")
                                + ", or build on one host alone whose engine emulates it"));
            }
        }
        return problems;
    }

    /** What hosts can't do at all, in words: they run none of the commands. */
    List<String> notes(Workload work) {
        TreeSet<String> wanted = new TreeSet<>();
        for (int node = 0; node < work.size(); node++) {
            String each = platformOf(work.stage(node));
            if (each != null && runsSomething(work.stage(node))) {
                wanted.add(each);
            }
        }
        return hosts.stream()
                .filter(host -> !wanted.isEmpty() && !host.platforms().isEmpty())
                .filter(host -> wanted.stream()
                        .noneMatch(each -> host.platforms().stream().anyMatch(own -> Platform.areAlike(own, each))))
                .map(host -> "host " + host.name() + " is for " + String.join(", ", host.platforms())
                        + ", so it runs none of the commands, which are for " + String.join(", ", wanted))
                .toList();
    }

    /** Whether a host can build a stage. */
    boolean canBuild(Host host, Stage stage) {
        return canBuild(host, stage, new HashMap<>());
    }

    /**
     * A stage that runs nothing can be put together by BuildKit for any platform.
     *
     * @param runs platforms that are known to run on the host or not
     */
    private boolean canBuild(Host host, Stage stage, Map<String, Boolean> runs) {
        String wanted = platformOf(stage);
        return wanted == null
                || host.platforms().isEmpty()
                || !host.isClassic() && !runsSomething(stage)
                || runs.computeIfAbsent(
                        wanted, key -> host.platforms().stream().anyMatch(each -> Platform.areAlike(each, wanted)));
    }

    @CheckForNull
    private String platformOf(Stage stage) {
        return stage.platform() != null ? stage.platform() : platform;
    }

    private static boolean runsSomething(Stage stage) {
        return Stream.concat(stage.inherited().stream(), stage.instructions().stream())
                .anyMatch(instruction -> instruction.keyword().equals("RUN"));
    }

    private String told() {
        String told = hosts.stream()
                .limit(MAX_HOSTS)
                .map(host -> String.join(", ", host.platforms()) + " (" + Quoted.text(host.name()) + ")")
                .collect(Collectors.joining(", "));
        return hosts.size() > MAX_HOSTS ? told + " …" : told;
    }
}
