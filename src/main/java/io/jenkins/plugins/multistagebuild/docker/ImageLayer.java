package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;

/**
 * One line of {@code docker history}, oldest first, joined with the image's layer digests.
 *
 * @param digest diff id of the layer; null for an entry that only changed configuration, and where it is not certain
 * @param sizeBytes what it adds, in bytes
 * @param createdBy the engine's text of what made it, untrusted and at most 1,000 characters
 */
public record ImageLayer(@CheckForNull String digest, long sizeBytes, String createdBy) implements Serializable {}
