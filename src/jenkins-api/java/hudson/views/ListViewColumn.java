package hudson.views;

import hudson.ExtensionPoint;
import hudson.model.Describable;

/** Declaration of the Jenkins type of this name. */
public abstract class ListViewColumn implements ExtensionPoint, Describable<ListViewColumn> {}
