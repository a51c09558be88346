package hudson.remoting;

/** Declaration of the Jenkins type of this name. */
public interface Future<V> extends java.util.concurrent.Future<V> {}
