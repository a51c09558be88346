package jenkins.model;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Node;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.model.labels.LabelAtom;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import org.springframework.security.core.Authentication;

/** Declaration of the Jenkins type of this name. */
public class Jenkins extends Node implements AccessControlled {
    private Jenkins() {
        throw null;
    }

    public static Jenkins get() {
        throw null;
    }

    public File getRootDir() {
        throw null;
    }

    @Override
    public FilePath getRootPath() {
        throw null;
    }

    @Override
    public String getNodeName() {
        throw null;
    }

    @Override
    public Launcher createLauncher(TaskListener listener) {
        throw null;
    }

    @Override
    public FilePath getWorkspaceFor(TopLevelItem item) {
        throw null;
    }

    @Override
    public ACL getACL() {
        throw null;
    }

    public LabelAtom getSelfLabel() {
        throw null;
    }

    public static Authentication getAuthentication2() {
        throw null;
    }

    public <T extends Item> T getItemByFullName(String fullName, Class<T> type) {
        throw null;
    }

    public static final Authentication ANONYMOUS2 = anonymous();

    private static Authentication anonymous() {
        throw null;
    }

    public Node getNode(String name) {
        throw null;
    }

    public static final Permission ADMINISTER = declared();

    private static Permission declared() {
        throw null;
    }

    public boolean isTerminating() {
        throw null;
    }
}
