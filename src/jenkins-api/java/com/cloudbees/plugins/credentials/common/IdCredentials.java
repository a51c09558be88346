package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.Credentials;

/** Declaration of the Jenkins type of this name. */
public interface IdCredentials extends Credentials {}
