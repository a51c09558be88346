package com.cloudbees.plugins.credentials;

/** Declaration of the Jenkins type of this name. */
public class CredentialsMatchers {
    private CredentialsMatchers() {}

    public static CredentialsMatcher instanceOf(Class<?> clazz) {
        throw null;
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        throw null;
    }
}
