package jakarta.servlet;

import java.io.OutputStream;

/** Declaration of the Jenkins type of this name. */
public abstract class ServletOutputStream extends OutputStream {}
