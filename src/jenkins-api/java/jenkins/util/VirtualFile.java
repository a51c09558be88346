package jenkins.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public abstract class VirtualFile implements Serializable {
    public abstract boolean isFile() throws IOException;

    public abstract VirtualFile child(String name);

    public abstract InputStream open() throws IOException;
}
