package io.jenkins.plugins.multistagebuild.docker;

/** Which builder the user wants. */
public enum EnginePreference {
    /** The best that client and engine offer. */
    AUTO,
    /** BuildKit, or nothing. */
    BUILDKIT,
    /** The classic builder. */
    CLASSIC
}
