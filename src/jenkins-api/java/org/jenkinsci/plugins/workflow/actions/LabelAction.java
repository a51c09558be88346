package org.jenkinsci.plugins.workflow.actions;

/** Declaration of the Jenkins type of this name. */
public class LabelAction implements PersistentAction {
    public LabelAction(String displayName) {
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
