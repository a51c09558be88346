package hudson;

/** Declaration of the Jenkins type of this name. */
public interface ExtensionPoint {}
