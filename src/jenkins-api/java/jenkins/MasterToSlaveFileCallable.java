package jenkins;

import hudson.FilePath;

/** Declaration of the Jenkins type of this name. */
public abstract class MasterToSlaveFileCallable<T> implements FilePath.FileCallable<T> {}
