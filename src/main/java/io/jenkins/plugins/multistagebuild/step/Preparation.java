package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.RequestCheck;
import io.jenkins.plugins.multistagebuild.config.MultiStageBuildConfiguration;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Lint;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.Columns;
import io.jenkins.plugins.multistagebuild.report.LastCosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * All that is settled before a build begins. Whatever is wrong with what the user asked for ends here, in words.
 *
 * @param workplace where it is built
 * @param graph the stages
 * @param options what is asked of the engine
 * @param hidden what hides the secrets that were looked up; null where there are none
 */
record Preparation(Workplace workplace, StageGraph graph, BuildOptions options, @CheckForNull Hidden hidden) {

    /** Looks at the workspace and at what was asked for. What it leaves in the temporary folder goes if this fails. */
    static Preparation of(MultiStageBuildStep step, StepContext context) throws IOException, InterruptedException {
        FilePath directory = context.get(FilePath.class);
        if (!context.get(Launcher.class).isUnix()) {
            throw new AbortException(MultiStageBuildStep.FUNCTION
                    + " builds on agents with Linux or macOS; this one runs Windows. Take another agent, for example"
                    + " node('linux')");
        }
        Precheck.check(step);
        if (step.isAnalyze() && context.get(LauncherDecorator.class) != null) {
            context.get(TaskListener.class)
                    .getLogger()
                    .println(
                            "the image will be looked into by a client on the agent itself; all other commands run where"
                                    + " the steps around this one let them run");
        }
        BuildSources sources = directory.act(new ReadSources(step.dockerfileOrDefault(), step.contextOrDefault()));
        if (sources.problem() != null) {
            throw new AbortException(sources.problem());
        }
        StageGraph graph = graph(step, sources.text(), context.get(TaskListener.class));
        List<String> problems = RequestCheck.problems(
                graph,
                sources.text(),
                step.request(sources.dockerfilePath(), sources.contextPath(), Access.secretIds(step)));
        if (!problems.isEmpty()) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + String.join("\n", problems));
        }
        FilePath temporary = temporary(directory, context);
        Workplace workplace = new Workplace(
                FilePathUtils.getNodeName(directory),
                directory.getRemote(),
                temporary.getRemote(),
                cache(context.get(Node.class), temporary));
        Remains.expect(workplace, context.get(Run.class));
        try {
            // An earlier session of the controller may have been killed just here.
            temporary.deleteRecursive();
            temporary.mkdirs();
            temporary.chmod(0700);
            Access access = Access.prepare(step, context, temporary, client(step, context), workplace.nodeName());
            BuildOptions options =
                    options(step, sources, workplace, access).withHosts(hosts(step, context, graph, sources, access));
            return new Preparation(workplace, graph, options, access.hidden());
        } catch (IOException | InterruptedException | RuntimeException e) {
            Remains.clear(workplace);
            throw e;
        }
    }

    private static StageGraph graph(MultiStageBuildStep step, byte[] text, TaskListener listener)
            throws AbortException {
        String platform = step.getPlatform();
        GraphOptions options = new GraphOptions(
                step.getTarget(),
                step.getAlsoBuild(),
                step.getBuildArgs(),
                step.getBuildContexts().keySet(),
                platform == null ? GraphOptions.DEFAULT_PLATFORM : platform);
        Reading reading = GraphReader.read(step.dockerfileOrDefault(), text, options);
        StageGraph graph = reading.graph();
        if (graph == null) {
            throw new AbortException(
                    reading.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
        }
        for (Lint lint : graph.lint()) {
            listener.getLogger().println(Columns.clean(lint.inFile(graph.file())));
        }
        Problem finding = step.isFailOnLint() ? reading.lintProblem() : null;
        if (finding != null) {
            throw new AbortException(finding.toString());
        }
        return graph;
    }

    /** The step's own folder, which has the same name when the step is prepared again. */
    private static FilePath temporary(FilePath directory, StepContext context)
            throws IOException, InterruptedException {
        FilePath beside = WorkspaceList.tempDir(directory);
        if (beside == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": there is no room beside " + directory.getRemote()
                    + " for temporary files; build in a directory below it");
        }
        String step = context.get(Run.class).getExternalizableId() + "/"
                + context.get(FlowNode.class).getId();
        return beside.child("multi-stage-build-" + UUID.nameUUIDFromBytes(step.getBytes(StandardCharsets.UTF_8)));
    }

    /** Below the agent's own directory, where other plugins keep such things too. */
    private static String cache(@CheckForNull Node node, FilePath temporary) {
        FilePath root = node == null ? null : node.getRootPath();
        return (root == null ? temporary : root)
                .child("caches/multi-stage-build/layers")
                .getRemote();
    }

    private static String client(MultiStageBuildStep step, StepContext context)
            throws IOException, InterruptedException {
        String tool = step.getToolName();
        return DockerTool.getExecutable(
                tool == null ? MultiStageBuildConfiguration.get().getToolName() : tool,
                context.get(Node.class),
                context.get(TaskListener.class),
                context.get(EnvVars.class));
    }

    /** Several hosts share the work by what stages cost in the last good build. */
    private static BuildHosts hosts(
            MultiStageBuildStep step, StepContext context, StageGraph graph, BuildSources sources, Access access)
            throws IOException, InterruptedException {
        BuildReport last = access.hosts().size() == 1
                ? null
                : Baseline.find(
                        context.get(Run.class), context.get(FlowNode.class).getId(), step.key());
        return new BuildHosts(
                access.hosts(),
                false,
                last == null ? null : LastCosts.of(graph, last),
                BuildHosts.WorkPlanner.ByCosts.PLANNER,
                sources.ignore());
    }

    private static BuildOptions options(
            MultiStageBuildStep step, BuildSources sources, Workplace workplace, Access access) {
        BuildRequest request = step.request(sources.dockerfilePath(), sources.contextPath(), access.secrets())
                .withTarget(step.getTarget());
        return new BuildOptions(
                        access.hosts().get(0), step.preference(), request, workplace.temporary(), sources.text())
                .withRules(step.rules());
    }
}
