package hudson.console;

import java.io.OutputStream;

/** Declaration of the Jenkins type of this name. */
public abstract class LineTransformationOutputStream extends OutputStream {

    /** Declaration of the Jenkins type of this name. */
    public abstract static class Delegating extends LineTransformationOutputStream {}
}
