package hudson.console;

import java.io.IOException;
import java.io.OutputStream;

/** Declaration of the Jenkins type of this name. */
public class PlainTextConsoleOutputStream extends LineTransformationOutputStream.Delegating {
    public PlainTextConsoleOutputStream(OutputStream out) {
        throw null;
    }

    @Override
    public void write(int b) throws IOException {
        throw null;
    }
}
