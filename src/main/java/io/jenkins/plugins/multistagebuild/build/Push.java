package io.jenkins.plugins.multistagebuild.build;

import java.io.Serializable;

/**
 * An image that was pushed.
 *
 * @param reference the reference that it was pushed to
 * @param digest digest of its manifest there, {@code sha256:…}
 * @param wallMillis how long it took, in milliseconds; 0 where the builder did it as a part of the build
 */
public record Push(String reference, String digest, long wallMillis) implements Serializable {}
