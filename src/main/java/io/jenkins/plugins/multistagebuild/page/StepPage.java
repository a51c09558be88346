package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.ModelObject;
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

/** The page of one step, made for a request: how it stands or ended as HTML and JSON, its stages' pages and logs. */
public class StepPage implements ModelObject {

    private static final Logger LOGGER = Logger.getLogger(StepPage.class.getName());

    private final Run<?, ?> run;
    private final StepSummary summary;
    private final StepFiles files;
    private final @CheckForNull LiveStep live;
    /** Where this page's own place is, seen from the page that shows it. */
    private final String prefix;

    StepPage(Run<?, ?> run, StepSummary summary, @CheckForNull LiveStep live, String prefix) {
        this.run = run;
        this.summary = summary;
        this.files = new StepFiles(run, summary.getId());
        this.live = live;
        this.prefix = prefix;
    }

    public Run<?, ?> getObject() {
        return run;
    }

    @Override
    public String getDisplayName() {
        return summary.getTitle();
    }

    public StepSummary getSummary() {
        return summary;
    }

    public String getPrefix() {
        return prefix;
    }

    /** Whether the step goes on; one whose build ended without it does not, whatever its summary says. */
    public boolean isRunning() {
        return summary.isRunning() && run.isBuilding();
    }

    /**
     * How the step stands or ended as HTML, in which all that is not ours is escaped and links lead to this page's own URLs;
     * null where there is no report, or none that this version can read.
     */
    @CheckForNull
    public String getBody() {
        LiveStep.Drawing drawing = drawing();
        if (drawing != null) {
            return drawing.html();
        }
        BuildReport report = report();
        return report == null
                ? null
                : Texts.draw(() -> ReportHtml.body(report, stage -> address(prefix, stage), "step-" + summary.getId()));
    }

    @CheckForNull
    private LiveStep.Drawing drawing() {
        try {
            return live == null ? null : live.draw(summary.getId(), prefix);
        } catch (Exception e) {
            LOGGER.log(Level.FINE, e, () -> "cannot tell how step " + summary.getId() + " of " + run + " stands");
            return null;
        }
    }

    /** How the step stands or ended; null where there is no report, or none that this version can read. */
    @CheckForNull
    BuildReport report() {
        try {
            if (live != null) {
                return live.report();
            }
            byte[] json = files.readReport();
            return json == null ? null : ReportJson.read(json);
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot read the report of step " + summary.getId() + " of " + run);
            return null;
        }
    }

    /** Where a stage's log is shown; null where it has none. */
    @CheckForNull
    static String address(String prefix, BuildReport.StageReport stage) {
        return stage.log() == null ? null : prefix + "stage/" + stage.index() + "/";
    }

    @CheckForNull
    InputStream openLog(BuildReport.StageReport stage) throws IOException {
        String log = stage.log();
        return log == null ? null : files.openLog(log.substring(log.indexOf('/') + 1));
    }

    /** The page of a stage, for URLs; null where there is no such stage. */
    @CheckForNull
    public StagePage getStage(String index) {
        BuildReport report = report();
        if (report == null || !index.matches("[0-9]{1,5}")) {
            return null;
        }
        int number = Integer.parseInt(index);
        return number < report.stages().size() ? new StagePage(run, this, report, number) : null;
    }

    /**
     * The body of the page for one that is open, with {@code X-Running}; nothing where it is the one that the page has, by its
     * {@code ETag}. Or each new one as it comes, where the request wants events.
     */
    @GET
    @WebMethod(name = "live")
    public void doLive(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        String place = request.hasParameter("index") ? "step/" + summary.getId() + "/" : "";
        if (LiveStream.isWanted(request)) {
            LiveStream.send(request, response, page -> now(place).tell(page));
            return;
        }
        response.setHeader("X-Running", Boolean.toString(isRunning()));
        LiveStep.Drawing body = now(place).body();
        if (body == null) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            Fragment.send(request, response, body);
        }
    }

    private boolean tell(LiveStream page) throws IOException {
        boolean running = isRunning();
        LiveStep.Drawing body = body();
        if (body != null && page.lacks(body.version())) {
            page.drawing(body);
        }
        return running;
    }

    /** How the step stands or ended; null where there is nothing to be seen, or nothing yet. */
    @CheckForNull
    private LiveStep.Drawing body() {
        LiveStep.Drawing drawing = drawing();
        if (drawing != null || isRunning()) {
            return drawing;
        }
        String html = getBody();
        return html == null ? null : new LiveStep.Drawing("ended-" + Texts.language(), html);
    }

    /** The page of the same step as it is now, though the request for this one may have begun some time ago. */
    StepPage now(String place) {
        MultiStageBuildAction action = run.getAction(MultiStageBuildAction.class);
        StepPage page = action == null ? null : action.page(summary.getId(), place);
        return page == null ? this : page;
    }

    /** The report as {@code report.json}; while the step runs, how it stands, with {@code running} as its result. */
    @GET
    @WebMethod(name = "report.json")
    public void doReportJson(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        BuildReport now = live == null ? null : report();
        byte[] json = now == null ? files.readReport() : ReportJson.write(now);
        if (json == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, Texts.of("noReport"));
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
                response.sendError(HttpServletResponse.SC_NOT_FOUND, Texts.of("noLog"));
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
