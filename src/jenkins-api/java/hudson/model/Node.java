package hudson.model;

import hudson.FilePath;

/** Declaration of the Jenkins type of this name. */
public abstract class Node {
    public abstract FilePath getRootPath();
}
