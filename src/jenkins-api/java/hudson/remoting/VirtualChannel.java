package hudson.remoting;

/** Declaration of the Jenkins type of this name. */
public interface VirtualChannel {}
