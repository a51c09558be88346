package io.jenkins.plugins.multistagebuild.plan;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.ArrayList;
import java.util.List;

/** Finds what the classic builder can't do in the stages that are needed, before anything is started. */
public final class ClassicCheck {

    private static final String WAY_OUT =
            " needs BuildKit, which this host's docker client can't use; install the buildx plugin (docker-buildx) there,"
                    + " or build on another host";

    private final StageGraph graph;
    private final List<Problem> problems = new ArrayList<>();

    private ClassicCheck(StageGraph graph) {
        this.graph = graph;
    }

    /**
     * Looks at the file that the graph was read from.
     *
     * @param text its bytes
     * @return what can't be done, in the order of the file
     */
    public static List<Problem> problems(StageGraph graph, byte[] text) {
        ClassicCheck check = new ClassicCheck(graph);
        int stage = -1;
        for (Instruction instruction : Dockerfile.parse(graph.file(), text).instructions()) {
            stage += instruction instanceof Instruction.From ? 1 : 0;
            if (stage >= 0 && graph.stage(stage).needed()) {
                check.check(instruction);
            }
        }
        graph.stages().stream().filter(Stage::needed).forEach(check::triggers);
        return check.problems;
    }

    /** What tells that an option can't be met by a client of a flavour. */
    public static String refusal(String option, Flavour flavour) {
        return option
                + (flavour == Flavour.CLASSIC
                        ? WAY_OUT
                        : " needs buildx, which this host's docker client does not have; install the buildx plugin"
                                + " (docker-buildx) there, or build on another host");
    }

    private void check(Instruction instruction) {
        if (instruction instanceof Instruction.Onbuild onbuild) {
            trigger(onbuild);
            return;
        }
        String fault = fault(instruction);
        if (fault != null) {
            problems.add(new Problem(graph.file(), instruction.place().line(), 0, fault + WAY_OUT));
        }
    }

    /** A trigger is only executed for a stage that inherits it. */
    private void trigger(Instruction.Onbuild onbuild) {
        int line = onbuild.place().line();
        boolean used = graph.stages().stream()
                .filter(Stage::needed)
                .flatMap(stage -> stage.inherited().stream())
                .anyMatch(inherited -> inherited.line() == line);
        if (used) {
            try {
                check(Dockerfile.parseTrigger(
                        onbuild.trigger(), line, onbuild.place().endLine()));
            } catch (RefusedException e) {
                problems.add(new Problem(graph.file(), line, 0, e.getMessage()));
            }
        }
    }

    @CheckForNull
    private static String fault(Instruction instruction) {
        if (instruction instanceof Instruction.From from) {
            return from.platform().contains("$") ? "FROM --platform with a variable" : null;
        } else if (instruction instanceof Instruction.Run run) {
            return fault(run);
        } else if (instruction instanceof Instruction.Copy copy) {
            return copy.parents() ? "COPY --parents" : fault("COPY", copy.files());
        } else if (instruction instanceof Instruction.Add add) {
            if (!add.checksum().isEmpty()) {
                return "ADD --checksum";
            }
            return add.keepGitDir().isEmpty() ? fault("ADD", add.files()) : "ADD --keep-git-dir";
        }
        return null;
    }

    @CheckForNull
    private static String fault(Instruction.Run run) {
        if (!run.mounts().isEmpty()) {
            return "RUN --mount";
        } else if (!run.heredocs().isEmpty()) {
            return "a here-document";
        } else if (!run.devices().isEmpty()) {
            return "RUN --device";
        } else if (!run.network().equals("default")) {
            return "RUN --network";
        }
        return run.security().equals("sandbox") ? null : "RUN --security";
    }

    @CheckForNull
    private static String fault(String keyword, Instruction.Files files) {
        if (!files.heredocs().isEmpty()) {
            return "a here-document";
        } else if (files.link()) {
            return keyword + " --link";
        } else if (!files.chmod().isEmpty()) {
            return keyword + " --chmod";
        }
        return files.exclude().isEmpty() ? null : keyword + " --exclude";
    }

    /** An inherited trigger names stages by their names, which only stages without triggers of their own can stand for. */
    private void triggers(Stage stage) {
        for (Dependency dependency : stage.dependencies()) {
            if (dependency.kind() == Dependency.Kind.ONBUILD_COPY && hasTriggers(graph.stage(dependency.stage()))) {
                problems.add(new Problem(
                        graph.file(),
                        dependency.line(),
                        0,
                        "ONBUILD COPY --from of a stage that has ONBUILD instructions itself" + WAY_OUT));
            }
        }
    }

    private static boolean hasTriggers(Stage stage) {
        return stage.instructions().stream().anyMatch(each -> each.keyword().equals("ONBUILD"));
    }
}
