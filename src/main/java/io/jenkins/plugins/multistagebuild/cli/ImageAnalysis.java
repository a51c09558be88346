package io.jenkins.plugins.multistagebuild.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.LocalProcess;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import io.jenkins.plugins.multistagebuild.waste.LocalAnalysis;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks into an image in a thread of its own. Summaries of layers are kept in the user's cache folder; where that can't be
 * used, in a folder for this run alone.
 */
final class ImageAnalysis {

    private static final Logger LOGGER = Logger.getLogger(ImageAnalysis.class.getName());

    /** Null where there can't be one. */
    private final @CheckForNull TemporaryFolder temporary;

    private final LocalAnalysis analysis;

    private ImageAnalysis(BuildAction.Analyze action) {
        this.temporary = temporary();
        this.analysis = new LocalAnalysis(
                LocalProcess.builder(
                        action.host().command("save", action.image().id())),
                action.host().address(),
                action.image(),
                folders(temporary));
    }

    /** Starts it; its end comes as an event. */
    static ImageAnalysis start(BuildAction.Analyze action, BlockingQueue<BuildEvent> events) {
        ImageAnalysis started = new ImageAnalysis(action);
        Thread thread = new Thread(
                () -> {
                    try {
                        events.put(new BuildEvent.Analyzed(started.analyze()));
                    } catch (InterruptedException e) {
                        started.stop();
                    }
                },
                "analysis of the image");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /** Makes it end. */
    void stop() {
        analysis.stop();
    }

    private Analysis analyze() throws InterruptedException {
        Analysis how = analysis.run();
        try {
            if (temporary != null) {
                temporary.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "a temporary folder stays");
        }
        return how;
    }

    @CheckForNull
    private static TemporaryFolder temporary() {
        try {
            return TemporaryFolder.create();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "there is no temporary folder");
            return null;
        }
    }

    private static List<Path> folders(@CheckForNull TemporaryFolder temporary) {
        List<Path> folders = new ArrayList<>();
        try {
            folders.add(folder(System.getenv()));
        } catch (InvalidPathException e) {
            LOGGER.log(Level.FINE, e, () -> "there is no cache folder");
        }
        if (temporary != null) {
            folders.add(Path.of(temporary.path()));
        }
        return folders;
    }

    /** By the XDG Base Directory Specification; a path there that is not absolute is to be ignored. */
    static Path folder(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("multi-stage-build").resolve("layers");
    }
}
