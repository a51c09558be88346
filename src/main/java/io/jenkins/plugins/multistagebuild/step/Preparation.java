package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.LauncherDecorator;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.multistagebuild.build.BuildHosts;
import io.jenkins.plugins.multistagebuild.build.BuildOptions;
import io.jenkins.plugins.multistagebuild.build.RequestCheck;
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
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * All that is settled before a build begins. Whatever is wrong with what the user asked for ends here, in words.
 *
 * @param workplace where it is built
 * @param graph the stages
 * @param options what is asked of the engine
 * @param hidden what hides the secrets that were looked up; null where there are none
 * @param sources Dockerfile and context
 */
record Preparation(
        Workplace workplace,
        StageGraph graph,
        BuildOptions options,
        @CheckForNull Hidden hidden,
        BuildSources sources) {

    /** Looks at the workspace and at what was asked for. What it leaves in the temporary folder goes if this fails. */
    static Preparation of(MultiStageBuildStep step, StepContext context, Site site)
            throws IOException, InterruptedException {
        if (!site.launcher(context).isUnix()) {
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
        FilePath temporary = TemporaryFolder.of(site.directory(), context, 0);
        Workplace workplace = TemporaryFolder.make(step, context, site, temporary);
        try {
            BuildSources sources = Sources.begin(step, context, site, temporary);
            StageGraph graph = graph(step, sources, site.env(context), context.get(TaskListener.class));
            List<String> problems = RequestCheck.problems(
                    graph,
                    sources.text(),
                    step.request(sources.dockerfilePath(), sources.contextPath(), Access.secretIds(step)));
            if (!problems.isEmpty()) {
                throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + String.join("\n", problems));
            }
            Access access = access(step, context, site, temporary);
            BuildOptions options =
                    options(step, sources, workplace, access).withHosts(hosts(step, context, graph, sources, access));
            return new Preparation(workplace, graph, options, access.hidden(), sources);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Remains.clear(workplace);
            throw e;
        }
    }

    /** What lets the client of an agent in. */
    static Access access(MultiStageBuildStep step, StepContext context, Site site, FilePath temporary)
            throws IOException, InterruptedException {
        EnvVars env = site.env(context);
        String client = Client.find(step, site, env, context.get(TaskListener.class));
        return Access.prepare(
                step, context.get(Run.class), env, temporary, client, Workplace.nodeName(site.nodeName()));
    }

    private static StageGraph graph(MultiStageBuildStep step, BuildSources sources, EnvVars env, TaskListener listener)
            throws AbortException {
        String platform = step.getPlatform() != null ? step.getPlatform() : env.get("DOCKER_DEFAULT_PLATFORM");
        GraphOptions options = new GraphOptions(
                step.getTarget(),
                step.getAlsoBuild(),
                step.getBuildArgs(),
                step.getBuildContexts().keySet(),
                platform == null || platform.isEmpty() ? sources.platform() : platform);
        Reading reading = GraphReader.read(step.dockerfileOrDefault(), sources.text(), options);
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

    /** Several hosts share the work by what stages cost in the last good build. */
    private static BuildHosts hosts(
            MultiStageBuildStep step, StepContext context, StageGraph graph, BuildSources sources, Access access)
            throws IOException, InterruptedException {
        BuildReport last = access.hosts().size() == 1 && step.getAgents() == null
                ? null
                : Baseline.find(
                        context.get(Run.class),
                        context.get(FlowNode.class).getId(),
                        Mask.of(context, access.hidden()).text(step.key()));
        return new BuildHosts(
                        access.hosts(),
                        false,
                        last == null ? null : LastCosts.of(graph, last),
                        BuildHosts.WorkPlanner.ByCosts.PLANNER,
                        sources.ignore())
                .withSeats(step.getAgents() == null ? 0 : step.getAtMost() - 1)
                .withRegistry(step.getHandOverRegistry());
    }

    private static BuildOptions options(
            MultiStageBuildStep step, BuildSources sources, Workplace workplace, Access access) {
        boolean agents = step.getAgents() != null;
        BuildRequest request = step.request(
                        agents ? Sources.DOCKERFILE : sources.dockerfilePath(),
                        agents ? Sources.contextPath(step) : sources.contextPath(),
                        access.secrets())
                .withTarget(step.getTarget());
        return new BuildOptions(
                        access.hosts().get(0),
                        step.preference(),
                        request,
                        agents ? "." : workplace.temporary(),
                        sources.text())
                .withRules(step.rules());
    }
}
