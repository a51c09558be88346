package io.jenkins.plugins.multistagebuild.report;

/**
 * A push of the final image.
 *
 * @param reference the reference that it was pushed to
 * @param digest digest of its manifest there
 * @param wallMillis how long it took
 */
public record PushReport(String reference, String digest, long wallMillis) {}
