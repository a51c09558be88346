package com.cloudbees.plugins.credentials.common;

/** Declaration of the Jenkins type of this name. */
public interface StandardCredentials extends IdCredentials {}
