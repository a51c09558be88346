package io.jenkins.plugins.multistagebuild.cli;

/** Forms of output; the program understands them in lower case. */
enum OutputFormat {
    TEXT,
    JSON,
    HTML
}
