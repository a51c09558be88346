package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletResponse;

/** Declaration of the Jenkins type of this name. */
public interface StaplerResponse2 extends HttpServletResponse {}
