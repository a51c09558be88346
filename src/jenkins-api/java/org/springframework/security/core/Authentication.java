package org.springframework.security.core;

import java.io.Serializable;

/** Declaration of the type of this name that Jenkins brings. */
public interface Authentication extends Serializable {}
