package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.Dependency;
import io.jenkins.plugins.multistagebuild.graph.Stage;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import java.util.List;
import java.util.regex.Pattern;

/** Why a run did not succeed, made of what is known of it. */
final class Failures {

    /** What engines, clients and registries say of troubles that may be over a little later. */
    private static final Pattern PASSING = Pattern.compile(
            "timeout|timed out|connection (?:refused|reset)|no such host|temporary failure|try again|server misbehaving"
                    + "|network is unreachable|too many requests|toomanyrequests|unexpected EOF|: EOF|broken pipe"
                    + "|cannot connect to the docker daemon|error during connect|is the docker daemon running"
                    + "|(?:status|code)[^.]{0,40}\\b(?:429|500|502|503|504)\\b|service unavailable|bad gateway",
            Pattern.CASE_INSENSITIVE);

    /** Where a client sends people after it has said what is wrong. */
    private static final String SEE = "See 'docker ";

    private Failures() {}

    static Failure of(String message) {
        return new Failure(message, null, 0, null, List.of());
    }

    /** An engine run that ended badly. */
    static Failure of(String file, RunOutput output, int exitStatus) {
        StepFailure step = output.failure();
        if (step != null) {
            return step.failure(file);
        }
        List<String> said = output.looseLines();
        String words = said.stream()
                .filter(line -> !line.startsWith(SEE))
                .reduce((earlier, last) -> last)
                .map(StepFailure::words)
                .orElse("it said nothing");
        return new Failure(
                file + ": the engine run failed with exit status " + exitStatus + ": " + words, null, 0, null, said);
    }

    /** Something that could not be handed over. */
    static Failure ofHandOver(StageGraph graph, HandOverRun run, String problem) {
        int stage = run.what().stage();
        int line = graph.stages().stream()
                .filter(Stage::needed)
                .flatMap(user -> user.dependencies().stream())
                .filter(each -> each.stage() == stage && each.line() > 0)
                .mapToInt(Dependency::line)
                .min()
                .orElse(0);
        String what = run.what().image() || run.what().paths().isEmpty()
                ? "the image of stage "
                : String.join(", ", run.what().paths()) + " of stage ";
        return new Failure(
                graph.file() + ":" + line + ": " + what + graph.stage(stage).displayName()
                        + " can't be handed over from " + run.from() + " to " + run.to() + ": "
                        + StepFailure.words(problem),
                null,
                line,
                null,
                List.of());
    }

    /** A Dockerfile that the engine can't build. */
    static Failure of(List<Problem> problems) {
        Problem first = problems.get(0);
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return new Failure(
                first + more,
                null,
                first.line(),
                null,
                problems.stream().skip(1).limit(20).map(Problem::toString).toList());
    }

    /** A stage that took too long. */
    static Failure tooLong(String file, StageRun stage, String limit) {
        InstructionRun at = stage.instructions().stream()
                .filter(each -> each.state() == InstructionState.RUNNING)
                .findFirst()
                .orElse(stage.from());
        return new Failure(
                file + ":" + at.line() + ": stage " + stage.stage().displayName() + " took longer than " + limit
                        + ", in " + at.text(),
                stage.stage().index(),
                at.line(),
                null,
                stage.lastLines());
    }

    /** Whether the same may go well a little later, or the user wants it tried. */
    static boolean mayPass(Failure failure, RunRules rules) {
        return failure.exitStatus() != null
                ? rules.retryCommands()
                : PASSING.matcher(failure.message()).find();
    }
}
