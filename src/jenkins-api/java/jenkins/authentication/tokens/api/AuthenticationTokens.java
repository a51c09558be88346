package jenkins.authentication.tokens.api;

import com.cloudbees.plugins.credentials.Credentials;

/** Declaration of the Jenkins type of this name. */
public final class AuthenticationTokens {
    private AuthenticationTokens() {}

    public static <T, C extends Credentials> T convert(Class<T> type, C credentials) {
        throw null;
    }
}
