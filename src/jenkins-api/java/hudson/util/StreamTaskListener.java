package hudson.util;

import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** Declaration of the Jenkins type of this name. */
public class StreamTaskListener implements TaskListener {
    public StreamTaskListener(OutputStream out, Charset charset) {
        throw null;
    }

    @Override
    public PrintStream getLogger() {
        throw null;
    }
}
