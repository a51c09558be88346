package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what would be built, in which order, and why; asks no engine. */
@Command(
        name = "plan",
        description = "Shows the stages of a Dockerfile, what needs what, and what would be built.",
        mixinStandardHelpOptions = true)
final class PlanSubcommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DockerfileOptions dockerfile;

    @Mixin
    private LintOutput lint;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the output. Default: text.")
    private OutputFormat format;

    @Override
    public Integer call() {
        return WrongDockerfile.told(spec, format, this::plan);
    }

    private int plan() {
        try (TemporaryFolder temporary = TemporaryFolder.create();
                Interruption interruption = Interruption.ofThisThread(temporary)) {
            Reading reading = dockerfile.read(dockerfile.source(dockerfile.context(temporary)));
            int status = show(reading);
            return interruption.happened() ? ExitStatus.INTERRUPTED : status;
        } catch (InterruptedException e) {
            throw new TerminalException(ExitStatus.INTERRUPTED, "interrupted");
        } catch (IOException e) {
            throw new TerminalException(ExitStatus.FAILED, "no temporary folder can be made: " + e.getMessage());
        }
    }

    private int show(Reading reading) {
        StageGraph graph = reading.graph();
        if (format == OutputFormat.JSON) {
            JsonOutput.print(
                    spec.commandLine().getOut(),
                    PlanJson.document(graph, Planner.plan(graph, new Host(dockerfile.hostName(), Flavour.BUILDX))));
        } else {
            PlanText.draw(graph, spec.commandLine().getColorScheme().ansi())
                    .forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
        }
        lint.print(spec.commandLine().getErr(), reading);
        Problem problem = lint.problem(reading);
        if (problem == null) {
            return ExitStatus.DONE;
        }
        spec.commandLine().getErr().println(Columns.clean(problem.toString()));
        spec.commandLine().getErr().flush();
        return ExitStatus.FAILED;
    }
}
