package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.ReportHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of one step, made for a request: its report as HTML and JSON and its stages' logs. */
public class StepPage {

    private static final Logger LOGGER = Logger.getLogger(StepPage.class.getName());

    private final Run<?, ?> run;
    private final StepSummary summary;
    private final StepFiles files;

    StepPage(Run<?, ?> run, StepSummary summary) {
        this.run = run;
        this.summary = summary;
        this.files = new StepFiles(run, summary.getId());
    }

    public StepSummary getSummary() {
        return summary;
    }

    /**
     * The report as HTML, in which all that is not ours is escaped and links lead to this page's own URLs; null where
     * there is no report, or none that this version can read.
     */
    @CheckForNull
    public String getBody() {
        try {
            byte[] json = files.readReport();
            return json == null
                    ? null
                    : ReportHtml.body(ReportJson.read(json), this::address, "step-" + summary.getId());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read the report of step " + summary.getId() + " of " + run);
            return null;
        }
    }

    @CheckForNull
    private String address(BuildReport.StageReport stage) {
        return stage.log() == null ? null : "step/" + summary.getId() + "/" + stage.log();
    }

    /** The report as {@code report.json}. */
    @GET
    @WebMethod(name = "report.json")
    public void doReportJson(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        byte[] json = files.readReport();
        if (json == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is no report of this step.");
            return;
        }
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(json);
    }

    /** A stage's log as plain text, below {@code stages/}. */
    @GET
    @WebMethod(name = "stages")
    public void doStages(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        if (Functions.isArtifactsPermissionEnabled()) {
            run.checkPermission(Run.ARTIFACTS);
        }
        try (InputStream log = files.openLog(nameIn(request.getRestOfPath()))) {
            if (log == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, "There is no such log; was it deleted?");
                return;
            }
            response.setContentType("text/plain;charset=UTF-8");
            log.transferTo(response.getOutputStream());
        }
    }

    private static String nameIn(@CheckForNull String restOfPath) {
        return restOfPath == null ? "" : restOfPath.replaceFirst("^/", "");
    }
}
