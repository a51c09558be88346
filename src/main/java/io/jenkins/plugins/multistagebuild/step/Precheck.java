package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.multistagebuild.report.Gate;
import java.util.List;

/** Finds what is wrong with parameters that have the right type, before anything is looked at. */
final class Precheck {

    private Precheck() {}

    static void check(MultiStageBuildStep step) throws AbortException {
        refuse(WorkspacePath.problem("dockerfile", step.dockerfileOrDefault()));
        refuse(WorkspacePath.problem("context", step.contextOrDefault()));
        for (String tag : step.getTags()) {
            if (!Lines.isReference(tag)) {
                refuse("tags: '" + tag + "' is no image reference; write for example " + Parameter.TAGS.example());
            }
        }
        for (Gate gate : step.gates()) {
            boolean waste = gate.kind() == Gate.Kind.MIN_EFFICIENCY || gate.kind() == Gate.Kind.MAX_WASTED_BYTES;
            if (waste && !step.isAnalyze()) {
                refuse(gate.kind().json() + " is measured by looking into the image; write analyze: true beside it");
            }
        }
        for (BuildSecret secret : step.getSecrets()) {
            if (!BuildSecret.isId(secret.getId()) || secret.getCredentialsId().isEmpty()) {
                refuse("secrets: each needs an id of letters, digits, dots, hyphens and underscores, and a"
                        + " credentialsId, for example " + Parameter.SECRETS.example());
            }
        }
        refuse(ValueCheck.problem(step));
        List<String> hosts = step.getHosts().stream()
                .map(host -> String.valueOf(host.getUri()))
                .toList();
        if (hosts.stream().distinct().count() < hosts.size()) {
            refuse("hosts: a host is named twice; name each host once, for example " + Parameter.HOSTS.example());
        }
        checkAgents(step);
        checkRegistry(step);
        if (hosts.size() > 1 && step.getBuilder() != null) {
            refuse("builder names the builder of one host; leave it off where hosts names several");
        }
    }

    /** What can't be had together with agents that the queue gives. */
    private static void checkAgents(MultiStageBuildStep step) throws AbortException {
        if (step.getAgents() == null) {
            refuse(
                    step.getStash() == null
                            ? null
                            : "stash is for builds on several agents; write agents beside it, for" + " example "
                                    + Parameter.AGENTS.example());
            return;
        }
        if (step.getAtMost() < 1) {
            refuse("atMost must be a number from 1 on, for example " + Parameter.AT_MOST.example());
        }
        if (!step.getHosts().isEmpty()) {
            refuse("agents and hosts can't be had together; leave one of them off");
        }
        if (step.getStash() == null && step.contextOrDefault().matches("(?s).*[*?,].*")) {
            refuse(
                    "context: a folder with *, ? or a comma in its name can't be brought to further agents; give it another"
                            + " name, or stash it yourself and write stash beside agents");
        }
        if (step.getBuilder() != null) {
            refuse("builder names the builder of one agent; leave it off where agents share the stages");
        }
        for (String context : step.getBuildContexts().values()) {
            if (!context.contains("://") && !context.startsWith("git@")) {
                refuse("buildContexts: '" + context + "' is a folder of one agent; name what all agents can reach, for"
                        + " example " + Parameter.BUILD_CONTEXTS.example());
            }
        }
    }

    private static void checkRegistry(MultiStageBuildStep step) throws AbortException {
        String repository = step.getHandOverRegistry();
        if (repository == null) {
            return;
        }
        refuse(Lines.repositoryProblem(repository));
        if (step.getAgents() == null && step.getHosts().size() < 2) {
            refuse(
                    "handOverRegistry is for builds on several hosts or agents; write hosts or agents beside it, for example "
                            + Parameter.AGENTS.example());
        }
    }

    private static void refuse(@CheckForNull String problem) throws AbortException {
        if (problem != null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + problem);
        }
    }
}
