package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** Declaration of the Jenkins type of this name. */
public interface PersistentAction extends Action {}
