package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;

/** Declaration of the Jenkins type of this name. */
public class WarningAction implements PersistentAction {
    public WarningAction(Result result) {
        throw null;
    }

    public WarningAction withMessage(String message) {
        throw null;
    }

    @Override
    public String getIconFileName() {
        throw null;
    }

    @Override
    public String getDisplayName() {
        throw null;
    }

    @Override
    public String getUrlName() {
        throw null;
    }
}
