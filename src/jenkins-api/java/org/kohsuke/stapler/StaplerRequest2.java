package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletRequest;

/** Declaration of the Jenkins type of this name. */
public interface StaplerRequest2 extends HttpServletRequest {
    String getRestOfPath();

    boolean hasParameter(String name);
}
