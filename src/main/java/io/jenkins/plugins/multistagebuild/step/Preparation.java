package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.RequestCheck;
import io.jenkins.plugins.multistagebuild.docker.BuildRequest;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import io.jenkins.plugins.multistagebuild.graph.GraphReader;
import io.jenkins.plugins.multistagebuild.graph.Lint;
import io.jenkins.plugins.multistagebuild.graph.Reading;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.report.Columns;
import io.jenkins.plugins.multistagebuild.report.Gate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.docker.commons.tools.DockerTool;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * All that is settled before a build begins. Whatever is wrong with what the user asked for ends here, in words.
 *
 * @param workplace where it is built
 * @param graph the stages
 * @param options what is asked of the engine
 */
record Preparation(Workplace workplace, StageGraph graph, BuildOptions options) {

    /** Looks at the workspace and at what was asked for. */
    static Preparation of(MultiStageBuildStep step, StepContext context) throws IOException, InterruptedException {
        FilePath directory = context.get(FilePath.class);
        if (!context.get(Launcher.class).isUnix()) {
            throw new AbortException(MultiStageBuildStep.FUNCTION
                    + " builds on agents with Linux or macOS; this one runs Windows. Take another agent, for example"
                    + " node('linux')");
        }
        check("dockerfile", step.dockerfileOrDefault());
        check("context", step.contextOrDefault());
        for (String tag : step.getTags()) {
            if (!Lines.isReference(tag)) {
                throw new AbortException(MultiStageBuildStep.FUNCTION + ": tags: '" + tag
                        + "' is no image reference; write for example tags: ['registry.example/app:1.2']");
            }
        }
        checkGates(step);
        BuildSources sources = directory.act(new ReadSources(step.dockerfileOrDefault(), step.contextOrDefault()));
        if (sources.problem() != null) {
            throw new AbortException(sources.problem());
        }
        StageGraph graph = graph(step, sources.text(), context.get(TaskListener.class));
        List<String> problems = RequestCheck.problems(
                graph, sources.text(), step.request(sources.dockerfilePath(), sources.contextPath()));
        if (!problems.isEmpty()) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + String.join("\n", problems));
        }
        FilePath temporary = temporary(directory);
        Workplace workplace = new Workplace(
                FilePathUtils.getNodeName(directory),
                directory.getRemote(),
                temporary.getRemote(),
                cache(context.get(Node.class), temporary));
        BuildOptions options = options(step, context, sources, workplace);
        temporary.mkdirs();
        temporary.chmod(0700);
        return new Preparation(workplace, graph, options);
    }

    private static void check(String parameter, String path) throws AbortException {
        String problem = WorkspacePath.problem(parameter, path);
        if (problem != null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + problem);
        }
    }

    /** A limit that can't be measured is told before hours are spent. */
    private static void checkGates(MultiStageBuildStep step) throws AbortException {
        for (Gate gate : step.gates()) {
            boolean waste = gate.kind() == Gate.Kind.MIN_EFFICIENCY || gate.kind() == Gate.Kind.MAX_WASTED_BYTES;
            if (waste && !step.isAnalyze()) {
                throw new AbortException(MultiStageBuildStep.FUNCTION + ": "
                        + gate.kind().json() + " is measured by looking into the image; write analyze: true beside it");
            }
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
        tell(graph, listener);
        Problem lint = step.isFailOnLint() ? reading.lintProblem() : null;
        if (lint != null) {
            throw new AbortException(lint.toString());
        }
        return graph;
    }

    private static void tell(StageGraph graph, TaskListener listener) {
        for (Lint lint : graph.lint()) {
            listener.getLogger().println(Columns.clean(lint.inFile(graph.file())));
        }
    }

    private static FilePath temporary(FilePath directory) throws AbortException {
        FilePath beside = WorkspaceList.tempDir(directory);
        if (beside == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": there is no room beside " + directory.getRemote()
                    + " for temporary files; build in a directory below it");
        }
        return beside.child("multi-stage-build-" + UUID.randomUUID());
    }

    /** Below the agent's own directory, where other plugins keep such things too. */
    private static String cache(@CheckForNull Node node, FilePath temporary) {
        FilePath root = node == null ? null : node.getRootPath();
        return (root == null ? temporary : root)
                .child("caches/multi-stage-build/layers")
                .getRemote();
    }

    private static BuildOptions options(
            MultiStageBuildStep step, StepContext context, BuildSources sources, Workplace workplace)
            throws IOException, InterruptedException {
        EnvVars env = context.get(EnvVars.class);
        String client = DockerTool.getExecutable(
                step.getToolName(), context.get(Node.class), context.get(TaskListener.class), env);
        DockerHost host = new DockerHost(workplace.nodeName(), env.get("DOCKER_HOST"), client, Map.of());
        BuildRequest request =
                step.request(sources.dockerfilePath(), sources.contextPath()).withTarget(step.getTarget());
        return new BuildOptions(host, step.preference(), request, workplace.temporary(), sources.text())
                .withRules(step.rules());
    }
}
