package org.jenkinsci.plugins.workflow.flow;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class FlowExecutionOwner implements Serializable {}
