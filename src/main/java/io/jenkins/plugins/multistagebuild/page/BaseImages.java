package io.jenkins.plugins.multistagebuild.page;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.docker.commons.DockerImageExtractor;

/**
 * Tells other plugins, for example those that start a job when one of its images has changed, what the last build of a job
 * was made from: the repositories of the images that the needed stages of its steps name.
 */
@Extension
public final class BaseImages extends DockerImageExtractor {

    @Override
    public Collection<String> getDockerImagesUsedByJob(Job<?, ?> job) {
        Set<String> repositories = new TreeSet<>();
        Run<?, ?> build = job.getLastCompletedBuild();
        MultiStageBuildAction action = build == null ? null : build.getAction(MultiStageBuildAction.class);
        if (action != null) {
            for (StepSummary step : action.getSteps()) {
                step.getBases().forEach(base -> repositories.add(repository(base)));
            }
        }
        return repositories;
    }

    private static String repository(String reference) {
        return Plain.repository(reference.replaceFirst("@.*$", ""));
    }
}
