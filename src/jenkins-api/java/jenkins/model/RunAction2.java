package jenkins.model;

import hudson.model.Action;
import hudson.model.Run;

/** Declaration of the Jenkins type of this name. */
public interface RunAction2 extends Action {
    void onAttached(Run<?, ?> r);

    void onLoad(Run<?, ?> r);
}
