package hudson.model;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.labels.LabelAtom;
import java.util.Set;

/** Declaration of the Jenkins type of this name. */
public abstract class Node {
    public abstract FilePath getRootPath();

    public abstract String getNodeName();

    public abstract Launcher createLauncher(TaskListener listener);

    public abstract FilePath getWorkspaceFor(TopLevelItem item);

    public Set<LabelAtom> getAssignedLabels() {
        throw null;
    }

    public final Computer toComputer() {
        throw null;
    }
}
