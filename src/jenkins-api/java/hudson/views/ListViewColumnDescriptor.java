package hudson.views;

import hudson.model.Descriptor;

/** Declaration of the Jenkins type of this name. */
public abstract class ListViewColumnDescriptor extends Descriptor<ListViewColumn> {
    public boolean shownByDefault() {
        throw null;
    }
}
