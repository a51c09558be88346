package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.multistagebuild.report.TrendHtml;
import io.jenkins.plugins.multistagebuild.report.TrendPoint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** How the images of a job went over its builds: a page, data for dashboards, and a badge. No build is loaded for it. */
@ExportedBean
public class JobPage implements Action, StaplerProxy {

    private static final int FIRST_ROWS = 100;
    /** More kinds of steps than a job has; a tag without a fixed part makes one of each build. */
    static final int MOST_NAMES = 20;

    private final Job<?, ?> job;

    JobPage(Job<?, ?> job) {
        this.job = job;
    }

    @Override
    public Object getTarget() {
        job.checkPermission(Item.READ);
        return this;
    }

    public Job<?, ?> getObject() {
        return job;
    }

    /** The steps of the last builds, the oldest first. */
    @Exported(inline = true)
    public List<TrendEntry> getBuilds() throws IOException {
        return Trend.of(job).entries();
    }

    public Api getApi() {
        return new Api(this);
    }

    /** What the steps are, that of the last build first. */
    private Map<String, List<TrendPoint>> byName() throws IOException {
        List<TrendEntry> entries = getBuilds();
        Map<String, List<TrendPoint>> names = new LinkedHashMap<>();
        for (int i = entries.size() - 1; i >= 0 && names.size() < MOST_NAMES; i--) {
            names.computeIfAbsent(entries.get(i).getName(), any -> new ArrayList<>());
        }
        for (TrendEntry entry : entries) {
            List<TrendPoint> points = names.get(entry.getName());
            if (points != null) {
                points.add(entry.point());
            }
        }
        return names;
    }

    /** A series of builds of one image. */
    public static final class Series {

        private final String name;
        private final String body;

        Series(String name, String body) {
            this.name = name;
            this.body = body;
        }

        public String getName() {
            return name;
        }

        /** The report package's own HTML, in which everything foreign is escaped. */
        public String getBody() {
            return body;
        }
    }

    /** The pictures and tables of the page, with so many rows each. */
    public List<Series> series(@CheckForNull String rows) throws IOException {
        int most = rows != null && rows.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(rows) : FIRST_ROWS;
        List<Series> series = new ArrayList<>();
        byName().forEach((name, points) ->
                series.add(new Series(name, Texts.draw(() -> TrendHtml.body(points, most, "trend-" + series.size())))));
        return series;
    }

    /** The sizes of the last build's images, for the page of the job. */
    public List<Series> getSizes() throws IOException {
        List<Series> series = new ArrayList<>();
        byName().entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(point -> point.sizeBytes() != null))
                .limit(2)
                .forEach(each -> series.add(new Series(
                        each.getKey(), Texts.draw(() -> TrendHtml.sizes(each.getValue(), "trend-" + series.size())))));
        return series;
    }

    /** The size of the last image, and how much it has changed, as a picture to be embedded elsewhere. */
    @GET
    @WebMethod(name = "badge.svg")
    public void doBadge(@QueryParameter String name, StaplerResponse2 response) throws IOException {
        job.checkPermission(Item.READ);
        String svg = Badges.of(getBuilds(), name);
        if (svg == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, Texts.of("noImage"));
            return;
        }
        response.setContentType("image/svg+xml;charset=UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        response.getOutputStream().write(svg.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String getDisplayName() {
        return Texts.of("trend");
    }

    @Override
    public String getIconFileName() {
        return "symbol-layers-outline plugin-ionicons-api";
    }

    @Override
    public String getUrlName() {
        return MultiStageBuildAction.URL_NAME;
    }

    /** Gives every job that has built an image such a page, by a look at one file. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job target) {
            return Trend.of(target).isExpected() ? List.of(new JobPage(target)) : List.of();
        }
    }
}
