package org.jenkinsci.plugins.workflow;

import hudson.FilePath;

/** Declaration of the Jenkins type of this name. */
public class FilePathUtils {
    public static String getNodeName(FilePath f) {
        throw null;
    }

    public static FilePath find(String node, String path) {
        throw null;
    }
}
