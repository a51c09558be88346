package io.jenkins.plugins.multistagebuild.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** A part of a page that an open page fetches again and again, sent only where it has changed. */
final class Fragment {

    private Fragment() {}

    /** Sends it, or that nothing has changed. */
    static void send(StaplerRequest2 request, StaplerResponse2 response, LiveStep.Drawing part) throws IOException {
        String tag = '"' + part.version() + '"';
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("ETag", tag);
        // A server that compresses what it sends may mark the tag.
        String known = request.getHeader("If-None-Match");
        if (known != null
                && known.replaceFirst("--gzip\"$", "\"").replaceFirst("^W/", "").equals(tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(part.html().getBytes(StandardCharsets.UTF_8));
    }
}
