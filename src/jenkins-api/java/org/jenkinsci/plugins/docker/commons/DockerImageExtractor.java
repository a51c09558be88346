package org.jenkinsci.plugins.docker.commons;

import hudson.ExtensionPoint;
import hudson.model.Job;
import java.util.Collection;

/** Declaration of the Jenkins type of this name. */
public abstract class DockerImageExtractor implements ExtensionPoint {
    public abstract Collection<String> getDockerImagesUsedByJob(Job<?, ?> job);
}
