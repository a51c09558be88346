package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.Plan;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
        PlanRequest request = request(graph);
        Plan plan = plan(request);
        if (format == OutputFormat.JSON) {
            JsonOutput.print(spec.commandLine().getOut(), PlanJson.document(request, plan));
        } else {
            Ansi ansi = spec.commandLine().getColorScheme().ansi();
            PlanText.draw(graph, ansi).forEach(spec.commandLine().getOut()::println);
            if (request.hosts().size() > 1) {
                PlanHosts.draw(request, plan, ansi).forEach(spec.commandLine().getOut()::println);
            }
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

    /** No engine is asked, so all hosts are taken to be alike. */
    private PlanRequest request(StageGraph graph) {
        List<String> names = dockerfile.hostNames();
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--host " + Columns.clean(name) + " is named twice; name each host once");
            }
        }
        List<Host> hosts =
                names.stream().map(name -> new Host(name, Flavour.BUILDX)).toList();
        return new PlanRequest(graph, hosts, Costs.estimated(graph), dockerfile.platform());
    }

    private static Plan plan(PlanRequest request) {
        Planning planning = Planner.plan(request);
        if (planning.plan() == null) {
            throw new WrongDockerfile(planning.problems());
        }
        return planning.plan();
    }
}
