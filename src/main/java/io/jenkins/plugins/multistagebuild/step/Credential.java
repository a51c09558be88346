package io.jenkins.plugins.multistagebuild.step;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.docker.SecretSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryToken;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Looks credentials up as the build's user may, and notes that the build used them. */
final class Credential {

    private Credential() {}

    /**
     * The content of a secret.
     *
     * @param hidden gets what of it must not be seen
     */
    static byte[] content(BuildSecret secret, Run<?, ?> run, Set<String> hidden) throws IOException {
        StandardCredentials found = find("secrets", "", secret.getCredentialsId(), StandardCredentials.class, run);
        byte[] content = content(found, secret.part());
        if (content == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": secrets: the credential '"
                    + secret.getCredentialsId()
                    + "' is no file, no text, and no user name with password; take one that is");
        } else if (content.length > SecretSource.MAX_BYTES) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": secrets: the credential '"
                    + secret.getCredentialsId() + "' is larger than " + SecretSource.MAX_BYTES / 1024
                    + " KiB, which no engine takes");
        }
        hidden.addAll(Hidden.parts(content));
        if (found instanceof StandardUsernamePasswordCredentials login && secret.part() == BuildSecret.Part.BOTH) {
            // Commands take the password out of it.
            hidden.addAll(Hidden.parts(bytes(login.getPassword().getPlainText())));
        }
        return content;
    }

    @CheckForNull
    private static byte[] content(StandardCredentials found, BuildSecret.Part part) throws IOException {
        if (found instanceof FileCredentials file) {
            try (InputStream in = file.getContent()) {
                return in.readNBytes((int) SecretSource.MAX_BYTES + 1);
            }
        } else if (found instanceof StringCredentials text) {
            return bytes(text.getSecret().getPlainText());
        } else if (found instanceof StandardUsernamePasswordCredentials login) {
            String password = login.getPassword().getPlainText();
            return bytes(
                    switch (part) {
                        case BOTH -> login.getUsername() + ":" + password;
                        case USERNAME -> login.getUsername();
                        case PASSWORD -> password;
                    });
        }
        return null;
    }

    /** What logs in to a registry: user name and password with a colon between, in Base64. */
    static String token(String credentialsId, Run<?, ?> run) throws AbortException {
        IdCredentials found = find("registries", "", credentialsId, IdCredentials.class, run);
        DockerRegistryToken token = AuthenticationTokens.convert(DockerRegistryToken.class, found);
        if (token == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": registries: the credential '" + credentialsId
                    + "' can't log in to a registry; take one with user name and password");
        }
        return token.getToken();
    }

    /** Keys for an engine's TLS. */
    static DockerServerCredentials keys(String credentialsId, Run<?, ?> run) throws AbortException {
        return find("hosts", " for the keys of a Docker server", credentialsId, DockerServerCredentials.class, run);
    }

    private static <C extends IdCredentials> C find(
            String parameter, String kind, String id, Class<C> type, Run<?, ?> run) throws AbortException {
        C found = CredentialsProvider.findCredentialById(id, type, run, List.of());
        if (found == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": " + parameter + ": there is no credential '" + id
                    + "'" + kind + " that this build may use; add it to Jenkins or to the job's folder, or"
                    + " correct credentialsId");
        }
        CredentialsProvider.track(run, found);
        return found;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
