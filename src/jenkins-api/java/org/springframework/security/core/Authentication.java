package org.springframework.security.core;

import java.io.Serializable;
import java.security.Principal;

/** Declaration of the type of this name that Jenkins brings. */
public interface Authentication extends Principal, Serializable {}
