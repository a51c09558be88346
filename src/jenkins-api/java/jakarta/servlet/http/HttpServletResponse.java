package jakarta.servlet.http;

import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.PrintWriter;

/** Declaration of the Jenkins type of this name. */
public interface HttpServletResponse {
    int SC_NO_CONTENT = 204;
    int SC_NOT_MODIFIED = 304;
    int SC_NOT_FOUND = 404;

    void sendError(int sc, String msg) throws IOException;

    void setStatus(int sc);

    void setHeader(String name, String value);

    void setContentType(String type);

    PrintWriter getWriter() throws IOException;

    ServletOutputStream getOutputStream() throws IOException;
}
