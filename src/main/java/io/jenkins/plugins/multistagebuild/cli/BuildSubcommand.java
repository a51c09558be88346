package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.RequestCheck;
import io.jenkins.plugins.multistagebuild.build.RunRules;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.Columns;
import io.jenkins.plugins.multistagebuild.report.GateReport;
import io.jenkins.plugins.multistagebuild.report.Gates;
import io.jenkins.plugins.multistagebuild.report.LastCosts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Builds the target of a Dockerfile, with a log for each stage and a report. */
@Command(
        name = "build",
        description = "Builds a Dockerfile by stages, with a log for each stage and a report.",
        mixinStandardHelpOptions = true)
final class BuildSubcommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MultiStageBuild program;

    @Mixin
    private DockerfileOptions dockerfile;

    @Mixin
    private ImageOptions image;

    @Mixin
    private SecretOptions secrets;

    @Mixin
    private EngineOptions engine;

    @Mixin
    private CacheOptions cache;

    @Mixin
    private ContainerOptions containers;

    @Option(names = "--pull", description = "Look for newer base images.")
    private boolean pull;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private LintOutput lint;

    @Mixin
    private GateOptions gates;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "multi-stage-build",
            description = "Folder for report and logs. Default: multi-stage-build.")
    private Path output;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the output. Default: text.")
    private OutputFormat format;

    @Override
    public Integer call() {
        return WrongDockerfile.told(spec, format, this::build);
    }

    private int build() {
        RunRules runRules = rules.rules();
        GateOptions.Limits limits = gates.limits();
        engine.check(dockerfile);
        try (TemporaryFolder temporary = TemporaryFolder.create();
                Interruption interruption = Interruption.ofThisThread(temporary)) {
            BuildReport report = build(runRules, limits, temporary, interruption);
            return interruption.happened() ? ExitStatus.INTERRUPTED : exitStatus(report);
        } catch (InterruptedException e) {
            throw new TerminalException(ExitStatus.INTERRUPTED, "interrupted before anything was built");
        } catch (IOException e) {
            throw new TerminalException(ExitStatus.FAILED, output + ": the report can't be written: " + e.getMessage());
        }
    }

    private BuildReport build(
            RunRules runRules, GateOptions.Limits limits, TemporaryFolder temporary, Interruption interruption)
            throws IOException, InterruptedException {
        BuildContext context = dockerfile.context(temporary);
        DockerfileSource source = dockerfile.source(context).ignoring(output, context, temporary);
        Reading reading = dockerfile.read(source);
        BuildRequest request = request(source, context, temporary);
        check(reading.graph(), source, request);
        lint.print(spec.commandLine().getErr(), reading);
        Problem problem = lint.problem(reading);
        if (problem != null) {
            throw new WrongDockerfile(ExitStatus.FAILED, List.of(problem));
        }
        BuildOptions options = new BuildOptions(
                hosts(reading.graph(), source),
                engine.preference(),
                request,
                temporary.path(),
                source.text(),
                RunId.ofThisProcess(),
                runRules);
        interruption.buildBegins();
        ReportFolder folder = ReportFolder.create(output);
        Outcome outcome = run(reading.graph(), options, folder);
        BuildReport report = limits.hold(BuildReport.of(reading.graph(), outcome));
        try {
            folder.write(report);
        } finally {
            tell(report);
        }
        return report;
    }

    /** Where several hosts share the work, the last good build into the same folder tells what stages cost. */
    private BuildHosts hosts(StageGraph graph, DockerfileSource source) {
        boolean several = dockerfile.hostNames().size() > 1;
        BuildReport last = several ? ReportFolder.last(output) : null;
        boolean good = last != null && last.result().equals("success");
        return engine.hosts(dockerfile, good ? LastCosts.of(graph, last) : null, several ? source.ignore() : null);
    }

    private Outcome run(StageGraph graph, BuildOptions options, ReportFolder folder) throws IOException {
        StageLogFiles logs = new StageLogFiles(graph, folder.stages(), System.err);
        Outcome outcome;
        try (logs) {
            Build build = new Build(graph, options, Instant.now());
            outcome = new LocalRun(build, logs, program.early(), () -> Rehearsal.start(graph, options, format)).run();
        }
        return outcome.withClippedLogs(logs.incomplete());
    }

    private void check(StageGraph graph, DockerfileSource source, BuildRequest request) {
        List<String> problems = new ArrayList<>(secrets.problems());
        problems.addAll(RequestCheck.problems(graph, source.text(), request));
        if (!problems.isEmpty()) {
            throw new TerminalException(
                    ExitStatus.USAGE, problems.stream().map(Columns::clean).toList());
        }
    }

    private BuildRequest request(DockerfileSource source, BuildContext context, TemporaryFolder temporary)
            throws IOException {
        String path = source.path() == null
                ? temporary.write("Dockerfile", source.text())
                : source.path().toAbsolutePath().toString();
        return BuildRequest.of(path, context.folder().toString())
                .withTarget(dockerfile.target())
                .withNaming(image.naming())
                .withInputs(new BuildRequest.Inputs(
                        dockerfile.buildArgs(), secrets.secrets(), secrets.ssh(), dockerfile.buildContexts()))
                .withCache(cache.cache())
                .withContainers(containers.containers())
                .withSwitches(new BuildRequest.Switches(dockerfile.platform(), engine.builder(), pull));
    }

    private void tell(BuildReport report) {
        ReportOutput.print(report, format, spec.commandLine().getOut());
        if (format == OutputFormat.JSON && report.failure() != null) {
            spec.commandLine().getErr().println(Columns.clean(report.failure().message()));
        }
        if (format == OutputFormat.JSON) {
            report.gates().stream().filter(GateReport::missed).forEach(gate -> spec.commandLine()
                    .getErr()
                    .println("gate " + gate.name() + ": " + Columns.clean(gate.message())));
        }
        spec.commandLine().getErr().println("report: " + output.resolve("report.html"));
        spec.commandLine().getErr().flush();
    }

    private static int exitStatus(BuildReport report) {
        return report.result().equals("success") && !Gates.failed(report) ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
