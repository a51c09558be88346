package jakarta.servlet.http;

/** Declaration of the Jenkins type of this name. */
public interface HttpServletRequest {
    String getHeader(String name);

    String getParameter(String name);
}
