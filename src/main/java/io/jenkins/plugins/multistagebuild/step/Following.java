package io.jenkins.plugins.multistagebuild.step;

import hudson.model.Run;
import io.jenkins.plugins.multistagebuild.build.Build;
import io.jenkins.plugins.multistagebuild.page.MultiStageBuildAction;
import io.jenkins.plugins.multistagebuild.report.LiveHtml;
import io.jenkins.plugins.multistagebuild.report.ReportJson;
import java.io.IOException;
import java.time.Instant;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Lets the pages of a step follow its build, without what is masked in its log. */
final class Following {

    private Following() {}

    /**
     * Begins.
     *
     * @param shown hears each time that somebody sees how the build stands
     */
    static void begin(StepContext context, String id, Build build, Mask mask, Runnable shown)
            throws IOException, InterruptedException {
        MultiStageBuildAction.follow(context.get(Run.class), id, () -> {
            shown.run();
            return mask.map(ReportJson.asMap(LiveHtml.report(build.graph(), build.outcome(Instant.now()))));
        });
    }
}
