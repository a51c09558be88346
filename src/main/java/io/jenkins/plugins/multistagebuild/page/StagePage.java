package io.jenkins.plugins.multistagebuild.page;

import hudson.Functions;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.report.BuildReport;
import io.jenkins.plugins.multistagebuild.report.LiveHtml;
import io.jenkins.plugins.multistagebuild.report.StageHtml;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page of one stage, made for a request: what it was and did, and its log, which it follows while the step runs. */
public class StagePage implements ModelObject {

    private final Run<?, ?> run;
    private final StepPage step;
    private final BuildReport report;
    private final BuildReport.StageReport stage;

    StagePage(Run<?, ?> run, StepPage step, BuildReport report, int index) {
        this.run = run;
        this.step = step;
        this.report = report;
        this.stage = report.stage(index);
    }

    public Run<?, ?> getObject() {
        return run;
    }

    public StepPage getStep() {
        return step;
    }

    @Override
    public String getDisplayName() {
        return stage.displayName();
    }

    public String getState() {
        return stage.state();
    }

    /** The report package's own HTML, in which everything foreign is escaped. */
    public String getBody() {
        return Texts.draw(() -> StageHtml.body(report, stage.index(), index -> "../" + index + "/"));
    }

    /** Whether there may be a log: a skipped stage has none. */
    public boolean isLogged() {
        return stage.log() != null;
    }

    public boolean isLogClipped() {
        return stage.logClipped();
    }

    /** Whether this user may read logs. */
    public boolean isLogReadable() {
        return !Functions.isArtifactsPermissionEnabled() || run.hasPermission(Run.ARTIFACTS);
    }

    /** Address of the whole log as it is, seen from this page. */
    public String getWholeLog() {
        return "../../" + stage.log();
    }

    public boolean isRunning() {
        return step.isRunning();
    }

    /**
     * What the stage is, for a page that is open; nothing where it is what the page has, by its {@code ETag}. Or each change and,
     * for those who know a part of the log, its next lines as they come, where the request wants events.
     */
    @GET
    @WebMethod(name = "live")
    public void doLive(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        if (LiveStream.isWanted(request)) {
            LiveStream.send(request, response, page -> now().tell(page));
            return;
        }
        response.setHeader("X-Running", Boolean.toString(isRunning()));
        Fragment.send(request, response, new LiveStep.Drawing(version(), getBody()));
    }

    private String version() {
        return Integer.toHexString(LiveHtml.version(report)) + "-" + Texts.language();
    }

    private StagePage now() {
        StagePage page = step.now("").getStage(Integer.toString(stage.index()));
        return page == null ? this : page;
    }

    private boolean tell(LiveStream page) throws IOException {
        boolean running = isRunning();
        if (page.lacks(version())) {
            page.drawing(new LiveStep.Drawing(version(), getBody()));
        }
        if (running && page.wanted() >= 0 && isLogReadable()) {
            try (InputStream log = step.openLog(stage)) {
                if (log != null) {
                    page.lines(LogChunk.read(log, page.wanted(), true));
                }
            }
        }
        return running;
    }

    /**
     * Lines of the log from a byte on, at most 256 KiB. {@code X-Text-Size} tells where the next ones begin, and
     * {@code X-More-Data} whether to ask for them.
     */
    @GET
    @WebMethod(name = "log")
    public void doLog(@QueryParameter long start, StaplerResponse2 response) throws IOException {
        run.checkPermission(Item.READ);
        if (Functions.isArtifactsPermissionEnabled()) {
            run.checkPermission(Run.ARTIFACTS);
        }
        boolean running = isRunning();
        try (InputStream log = step.openLog(stage)) {
            if (log == null && !running) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND, Texts.of("noLog"));
                return;
            }
            LogChunk chunk = log == null ? new LogChunk(new byte[0], 0, false) : LogChunk.read(log, start, running);
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Text-Size", Long.toString(chunk.end()));
            response.setHeader("X-More-Data", Boolean.toString(chunk.more() || running));
            response.getOutputStream().write(chunk.bytes());
        }
    }
}
