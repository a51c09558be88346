package io.jenkins.plugins.multistagebuild.step;

import hudson.FilePath;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Looking into the image, as it goes on at the agent. It is not durable and need not be: it changes nothing, so after a
 * restart it is begun again, and layers that it had read by then are not read twice.
 */
final class ImageAnalysis {

    /** How long to wait until its end is asked for again, in milliseconds. */
    static final long PAUSE = 500;

    private final long start = System.nanoTime();
    private final Future<Analysis> answer;

    private ImageAnalysis(Future<Analysis> answer) {
        this.answer = answer;
    }

    static ImageAnalysis start(BuildAction.Analyze action, StepContext context, Workplace workplace)
            throws IOException, InterruptedException {
        FilePath directory = workplace.require();
        DockerHost host = action.host();
        FilePath folder = new FilePath(directory.getChannel(), workplace.cache());
        return new ImageAnalysis(folder.actAsync(new AnalyzeImage(
                host.command("save", action.image().id()),
                workplace.env(context),
                host.address(),
                action.image(),
                workplace.temporary())));
    }

    void stop() {
        answer.cancel(true);
    }

    boolean hasEnded() {
        return answer.isDone();
    }

    /** How it ended, once it has. That it failed is never the build's failure. */
    BuildEvent end() throws InterruptedException {
        return new BuildEvent.Analyzed(analysis());
    }

    private Analysis analysis() throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return failed("it was stopped");
        } catch (ExecutionException e) {
            return failed("the agent could not do it: " + e.getCause());
        }
    }

    private Analysis failed(String why) {
        return Analysis.failed(why, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
