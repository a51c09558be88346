package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.docker.HandOverRepository;
import java.util.regex.Pattern;

/** What a client says of a registry that it can't use for a hand-over, with a way out. */
enum RegistryTrouble {
    PLAIN_HTTP(
            "server gave HTTP response to HTTPS client",
            "it has no TLS: give it a certificate, or name it in insecure-registries of the engine at %s"),
    CERTIFICATE("x509|certificate|tls: ", "have the engine at %s trust its certificate"),
    REFUSED(
            "denied|unauthorized|no basic auth|authentication required|forbidden|\\b40[13]\\b",
            "log the docker client for %s in to it, with an account that may push and pull there"),
    NO_ROOM(
            "no space left|quota|insufficient storage|too large|\\b(?:413|507)\\b",
            "make room there; images of runs that have ended are of no use any more"),
    NO_REPOSITORY("name unknown|not found|does not exist|\\b404\\b", "make sure that the repository is there"),
    NOT_THERE(
            "connection refused|no such host|timeout|timed out|unreachable|connection reset",
            "make sure that it runs, and that the engine at %s reaches it");

    private final Pattern said;
    private final String wayOut;

    RegistryTrouble(String said, String wayOut) {
        this.said = Pattern.compile(said, Pattern.CASE_INSENSITIVE);
        this.wayOut = wayOut;
    }

    /**
     * The trouble in words.
     *
     * @param doing what the host could not do, for example {@code push to}
     * @param words the last that its client said
     */
    static String words(String host, String doing, HandOverRepository repository, String words) {
        String trouble = host + " can't " + doing + " " + repository.name() + ": " + StepFailure.words(words);
        for (RegistryTrouble each : values()) {
            if (each.said.matcher(words).find()) {
                return trouble + "; " + each.wayOut.formatted(host);
            }
        }
        return trouble;
    }
}
