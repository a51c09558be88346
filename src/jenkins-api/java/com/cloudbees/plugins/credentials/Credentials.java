package com.cloudbees.plugins.credentials;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public interface Credentials extends Serializable {}
