package hudson;

/** Declaration of the Jenkins type of this name. */
public abstract class LauncherDecorator implements ExtensionPoint {}
