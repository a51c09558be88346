package jenkins.model;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class CauseOfInterruption implements Serializable {}
