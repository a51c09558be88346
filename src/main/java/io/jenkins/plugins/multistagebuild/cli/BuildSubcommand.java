package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.Outcome;
import io.jenkins.plugins.multistagebuild.build.Result;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.EnginePreference;
import io.jenkins.plugins.multistagebuild.docker.RunId;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds the target of a Dockerfile, with a log for each stage and a report. */
@Command(
        name = "build",
        description = "Builds a Dockerfile by stages, with a log for each stage and a report.",
        mixinStandardHelpOptions = true)
final class BuildSubcommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DockerfileOptions dockerfile;

    @Option(
            names = {"-t", "--tag"},
            paramLabel = "TAG",
            description = "A reference for the image; repeatable.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--label", paramLabel = "K=V", description = "A label for the image; repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "id=ID,src=PATH",
            description = "A secret for RUN --mount=type=secret; repeatable.")
    private List<String> secrets = new ArrayList<>();

    @Option(names = "--ssh", paramLabel = "default|ID[=PATH]", description = "An SSH agent or key; repeatable.")
    private List<String> ssh = new ArrayList<>();

    @Option(
            names = "--engine",
            paramLabel = "auto|buildkit|classic",
            defaultValue = "auto",
            description = "Which builder to use. Default: the best that client and engine offer.")
    private EnginePreference engine;

    @Option(names = "--builder", paramLabel = "NAME", description = "A buildx builder. Default: the current one.")
    private String builder;

    @Option(
            names = "--docker",
            paramLabel = "PATH",
            defaultValue = "docker",
            description = "The docker client. Default: docker on the search path.")
    private String client;

    @Option(names = "--no-cache", description = "Leave the cache aside.")
    private boolean noCache;

    @Option(names = "--pull", description = "Look for newer base images.")
    private boolean pull;

    @Mixin
    private RuleOptions rules;

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
        DockerfileSource source = dockerfile.source();
        Reading reading = dockerfile.read(source);
        if (!Files.isDirectory(Path.of(dockerfile.context()))) {
            throw new TerminalException(ExitStatus.USAGE, dockerfile.context() + ": no such folder to build in");
        }
        LintOutput.print(spec.commandLine().getErr(), source.name(), reading.lint());
        try (Interruption interruption = Interruption.ofThisThread();
                TemporaryFolder temporary = TemporaryFolder.create()) {
            ReportFolder folder = ReportFolder.create(output);
            Outcome outcome = build(source, reading, temporary, folder);
            BuildReport report = BuildReport.of(reading.graph(), outcome);
            folder.write(report);
            tell(report);
            return interruption.happened() ? ExitStatus.INTERRUPTED : exitStatus(outcome);
        } catch (IOException e) {
            throw new TerminalException(ExitStatus.FAILED, output + ": the report can't be written: " + e.getMessage());
        }
    }

    private Outcome build(DockerfileSource source, Reading reading, TemporaryFolder temporary, ReportFolder folder)
            throws IOException {
        String path = source.path() == null
                ? temporary.write("Dockerfile", source.text())
                : source.path().toAbsolutePath().toString();
        DockerHost host = new DockerHost(dockerfile.hostName(), dockerfile.host(), client, Map.of());
        BuildOptions options = new BuildOptions(
                host, engine, request(path), temporary.path(), source.text(), RunId.ofThisProcess(), rules.rules());
        try (StageLogFiles logs = new StageLogFiles(reading.graph(), folder.stages(), System.err)) {
            return new LocalRun(new Build(reading.graph(), options, Instant.now()), logs).run();
        }
    }

    private BuildRequest request(String path) {
        return BuildRequest.of(path, dockerfile.context())
                .withTarget(dockerfile.target())
                .withNaming(new BuildRequest.Naming(tags, labels, false))
                .withInputs(new BuildRequest.Inputs(dockerfile.buildArgs(), secrets, ssh, dockerfile.buildContexts()))
                .withSwitches(new BuildRequest.Switches(dockerfile.platform(), builder, noCache, pull));
    }

    private void tell(BuildReport report) {
        ReportOutput.print(report, format, spec.commandLine().getOut());
        if (format == OutputFormat.JSON && report.failure() != null) {
            spec.commandLine().getErr().println(Columns.clean(report.failure().message()));
        }
        spec.commandLine().getErr().println("report: " + output.resolve("report.html"));
        spec.commandLine().getErr().flush();
    }

    private static int exitStatus(Outcome outcome) {
        return outcome.result() == Result.SUCCESS ? ExitStatus.DONE : ExitStatus.FAILED;
    }
}
