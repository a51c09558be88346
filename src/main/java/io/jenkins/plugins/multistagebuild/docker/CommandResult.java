package io.jenkins.plugins.multistagebuild.docker;

/**
 * What a short command said.
 *
 * @param exitStatus its exit status
 * @param out its standard output, cut at the runner's limit
 * @param err its standard error, cut likewise
 */
public record CommandResult(int exitStatus, String out, String err) {

    /** The command's own words on what went wrong, on one line and at most 500 characters. */
    public String complaint() {
        String said = (err.isBlank() ? out : err).strip().replaceAll("\\s*\\R\\s*", " ");
        return said.length() > 500 ? said.substring(0, 500) + "…" : said;
    }
}
