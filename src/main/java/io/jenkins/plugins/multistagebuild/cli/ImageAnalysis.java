package io.jenkins.plugins.multistagebuild.cli;

import io.jenkins.plugins.multistagebuild.build.BuildAction;
import io.jenkins.plugins.multistagebuild.build.BuildEvent;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import io.jenkins.plugins.multistagebuild.waste.Analysis;
import io.jenkins.plugins.multistagebuild.waste.ImageAnalyzer;
import io.jenkins.plugins.multistagebuild.waste.ImageWaste;
import io.jenkins.plugins.multistagebuild.waste.LayerCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks into an image in a thread of its own: runs {@code docker save} and reads what it prints. Summaries of layers are
 * kept in the user's cache folder; where that can't be used, in a folder for this run alone.
 */
final class ImageAnalysis {

    private static final int COMPLAINT = 2_000;

    private final DockerHost host;
    private final ImageDetails image;
    private Process process;
    private boolean stopped;

    private ImageAnalysis(BuildAction.Analyze action) {
        this.host = action.host();
        this.image = action.image();
    }

    /** Starts it; its end comes as an event. */
    static ImageAnalysis start(BuildAction.Analyze action, BlockingQueue<BuildEvent> events) {
        ImageAnalysis analysis = new ImageAnalysis(action);
        Thread thread = new Thread(
                () -> {
                    try {
                        events.put(new BuildEvent.Analyzed(analysis.analyze(System.getenv())));
                    } catch (InterruptedException e) {
                        analysis.stop();
                    }
                },
                "analysis of the image");
        thread.setDaemon(true);
        thread.start();
        return analysis;
    }

    /** Makes it end. */
    synchronized void stop() {
        stopped = true;
        if (process != null) {
            LocalProcess.kill(process);
        }
    }

    private Analysis analyze(Map<String, String> environment) throws InterruptedException {
        long start = System.nanoTime();
        try (TemporaryFolder temporary = TemporaryFolder.create()) {
            ImageAnalyzer analyzer = new ImageAnalyzer(cache(environment, temporary));
            ImageWaste waste = analyzer.known(image);
            if (waste == null) {
                waste = read(analyzer);
            }
            return new Analysis(waste, null, analyzer.layersRead(), millis(start));
        } catch (IOException | RuntimeException e) {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            return Analysis.failed(message, millis(start));
        }
    }

    private LayerCache cache(Map<String, String> environment, TemporaryFolder temporary) throws IOException {
        try {
            return LayerCache.in(folder(environment), host.address());
        } catch (IOException | InvalidPathException e) {
            return LayerCache.in(Path.of(temporary.path()), host.address());
        }
    }

    /** By the XDG Base Directory Specification; a path there that is not absolute is to be ignored. */
    static Path folder(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("multi-stage-build").resolve("layers");
    }

    private ImageWaste read(ImageAnalyzer analyzer) throws IOException, InterruptedException {
        Process save = start();
        CompletableFuture<String> complaint = complaint(save);
        try (InputStream out = save.getInputStream()) {
            ImageWaste waste = analyzer.read(out, image);
            out.transferTo(OutputStream.nullOutputStream());
            int status = save.waitFor();
            if (status != 0) {
                throw new IOException("docker save failed with exit status " + status + ": " + complaint.join());
            }
            return waste;
        } catch (IOException e) {
            throw explained(e, save, complaint);
        } finally {
            LocalProcess.kill(save);
        }
    }

    private synchronized Process start() throws IOException {
        if (stopped) {
            throw new IOException("stopped");
        }
        try {
            process = LocalProcess.builder(host.command("save", image.id())).start();
        } catch (IOException e) {
            throw new IOException("the docker client " + host.client() + " can't be run: " + e.getMessage(), e);
        }
        process.getOutputStream().close();
        return process;
    }

    /** An archive that is cut off is the client's doing if that failed, and then its words say more. */
    private static IOException explained(IOException e, Process save, CompletableFuture<String> complaint)
            throws InterruptedException {
        boolean failed = save.waitFor(1, TimeUnit.SECONDS) && save.exitValue() != 0;
        String words = failed ? complaint.join() : "";
        return words.isEmpty() ? e : new IOException("docker save failed: " + words, e);
    }

    private static CompletableFuture<String> complaint(Process save) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (InputStream err = save.getErrorStream()) {
                String said = new String(err.readNBytes(COMPLAINT), StandardCharsets.UTF_8);
                err.transferTo(OutputStream.nullOutputStream());
                text.complete(said.strip().replaceAll("\\s*\\R\\s*", " "));
            } catch (IOException e) {
                text.complete("");
            }
        });
        thread.setDaemon(true);
        thread.start();
        return text;
    }

    private static long millis(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
