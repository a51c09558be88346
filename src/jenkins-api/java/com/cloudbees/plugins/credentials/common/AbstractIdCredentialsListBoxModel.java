package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import hudson.util.ListBoxModel;

/** Declaration of the Jenkins type of this name. */
public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        throw null;
    }

    public AbstractIdCredentialsListBoxModel<T, C> withMatching(
            CredentialsMatcher matcher, Iterable<? extends C> credentials) {
        throw null;
    }
}
