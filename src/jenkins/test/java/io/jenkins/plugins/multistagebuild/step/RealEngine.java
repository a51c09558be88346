package io.jenkins.plugins.multistagebuild.step;

import hudson.model.Result;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines for the engine that the environment names. */
final class RealEngine {

    private static final String HOST = System.getenv("MSB_ENGINE_BUILDX_HOST");
    private static final String CLIENT = System.getenv("MSB_ENGINE_BUILDX_DOCKER");

    private RealEngine() {}

    static boolean isThere() {
        return HOST != null && CLIENT != null;
    }

    /** The engine's address. */
    static String host() {
        return HOST;
    }

    /** The client's path. */
    static String client() {
        return CLIENT;
    }

    /** The folder in which the client lies. */
    static String clients() {
        return Path.of(CLIENT).getParent().toString();
    }

    /** The steps inside of a node, with the engine's client on the path. */
    static String node(String steps) {
        return "node {\n" + engine(steps) + "\n}\n";
    }

    /** The steps with the engine's client on the path. */
    static String engine(String steps) {
        return "withEnv(['DOCKER_HOST=" + HOST + "', 'PATH+CLIENT="
                + Path.of(CLIENT == null ? "/docker" : CLIENT).getParent() + "']) {\n" + steps + "\n}";
    }

    /** A step that writes a Dockerfile. */
    static String dockerfile(String text) {
        return "writeFile file: 'Dockerfile', text: '''" + text.replace("\\", "\\\\") + "'''\n";
    }

    static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    static WorkflowRun run(JenkinsRule jenkins, Result expected, String script) throws Exception {
        WorkflowJob job = job(jenkins, "p" + System.nanoTime(), script);
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }
}
