package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.Engine;
import java.io.Serializable;

/**
 * An engine that took part.
 *
 * @param host the host's name as plan and report call it
 * @param engine what it said of itself
 */
public record HostEngine(String host, Engine engine) implements Serializable {}
