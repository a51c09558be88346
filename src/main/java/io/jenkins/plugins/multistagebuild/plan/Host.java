package io.jenkins.plugins.multistagebuild.plan;

import io.jenkins.plugins.multistagebuild.docker.Flavour;
import java.io.Serializable;

/**
 * A place where units can be built.
 *
 * @param name what plan and report call it
 * @param flavour how its engine builds
 */
public record Host(String name, Flavour flavour) implements Serializable {}
