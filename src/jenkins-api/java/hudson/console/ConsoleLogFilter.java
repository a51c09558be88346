package hudson.console;

import hudson.ExtensionPoint;

/** Declaration of the Jenkins type of this name. */
public abstract class ConsoleLogFilter implements ExtensionPoint {}
