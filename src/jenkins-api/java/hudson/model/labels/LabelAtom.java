package hudson.model.labels;

import hudson.model.Label;

/** Declaration of the Jenkins type of this name. */
public class LabelAtom extends Label {
    private LabelAtom() {
        throw null;
    }
}
