package com.cloudbees.plugins.credentials.domains;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class DomainRequirement implements Serializable {}
