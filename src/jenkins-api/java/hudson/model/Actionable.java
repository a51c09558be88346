package hudson.model;

import java.util.List;

/** Declaration of the Jenkins type of this name. */
public abstract class Actionable extends AbstractModelObject {
    public List<? extends Action> getAllActions() {
        throw null;
    }

    public void addAction(Action a) {
        throw null;
    }

    public boolean addOrReplaceAction(Action a) {
        throw null;
    }

    public void replaceAction(Action a) {
        throw null;
    }

    public <T extends Action> T getAction(Class<T> type) {
        throw null;
    }
}
