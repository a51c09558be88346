package io.jenkins.plugins.multistagebuild.step;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multistagebuild.docker.DockerCommand;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import io.jenkins.plugins.multistagebuild.waste.LocalAnalysis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import jenkins.MasterToSlaveFileCallable;

/**
 * Looks into an image on the agent: what {@code docker save} prints is read there, and only what was found goes to the
 * controller. Summaries of layers are kept in the folder that this is called for. An interrupt ends it.
 */
final class AnalyzeImage extends MasterToSlaveFileCallable<Analysis> {

    private static final long serialVersionUID = 1L;

    /** Finds the client on the search path of the build's environment, not on that of the agent's process. */
    private static final List<String> SHELL = List.of("/bin/sh", "-c", "exec \"$@\"", "sh");

    private final ArrayList<String> arguments;
    private final TreeMap<String, String> environment;
    private final String engine;
    private final ImageDetails image;
    private final String spare;

    /**
     * An analysis.
     *
     * @param save prints the image
     * @param environment variables of the build
     * @param engine the engine's address
     * @param spare path of a folder for summaries where those of other builds can't be kept
     */
    AnalyzeImage(DockerCommand save, Map<String, String> environment, String engine, ImageDetails image, String spare) {
        this.arguments = new ArrayList<>(SHELL);
        this.arguments.addAll(save.arguments());
        this.environment = new TreeMap<>(environment);
        this.environment.putAll(save.environment());
        this.engine = engine;
        this.image = image;
        this.spare = spare;
    }

    @Override
    public Analysis invoke(File folder, VirtualChannel channel) throws IOException, InterruptedException {
        ProcessBuilder save = new ProcessBuilder(arguments);
        save.environment().putAll(environment);
        LocalAnalysis analysis = new LocalAnalysis(save, engine, image, List.of(folder.toPath(), Path.of(spare)));
        FutureTask<Analysis> task = new FutureTask<>(analysis::run);
        Thread thread = new Thread(task, "multiStageBuild: analysis of " + image.id());
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            analysis.stop();
        }
    }
}
