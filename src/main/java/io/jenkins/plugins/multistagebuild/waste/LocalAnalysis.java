package io.jenkins.plugins.multistagebuild.waste;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.ImageDetails;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Looks into an image with a docker client of this machine: runs {@code docker save} and reads what it prints. Summaries
 * of layers are kept in the first of some folders that can be written to.
 */
public final class LocalAnalysis {

    private static final int COMPLAINT = 2_000;

    private final ProcessBuilder save;
    private final String engine;
    private final ImageDetails image;
    private final List<Path> folders;

    @CheckForNull
    private Process process;

    private boolean stopped;

    /**
     * An analysis that has not begun.
     *
     * @param save what starts {@code docker save} for the image
     * @param engine the engine's address, by which its layers are told from another's
     * @param folders where summaries may be kept, the best first
     */
    public LocalAnalysis(ProcessBuilder save, String engine, ImageDetails image, List<Path> folders) {
        this.save = save;
        this.engine = engine;
        this.image = image;
        this.folders = List.copyOf(folders);
    }

    /**
     * Looks into the image. What goes wrong stands in the answer.
     *
     * @throws InterruptedException if the thread is interrupted; the client is ended then
     */
    public Analysis run() throws InterruptedException {
        long start = System.nanoTime();
        try {
            ImageAnalyzer analyzer = new ImageAnalyzer(cache());
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

    /** Makes it end; it answers like one that failed. */
    public synchronized void stop() {
        stopped = true;
        if (process != null) {
            kill(process);
        }
    }

    private LayerCache cache() throws IOException {
        IOException first = null;
        for (Path folder : folders) {
            try {
                return LayerCache.in(folder, engine);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IOException("there is no folder for summaries of layers") : first;
    }

    private ImageWaste read(ImageAnalyzer analyzer) throws IOException, InterruptedException {
        Process started = start();
        CompletableFuture<String> complaint = complaint(started);
        try (InputStream out = started.getInputStream()) {
            ImageWaste waste = analyzer.read(out, image);
            out.transferTo(OutputStream.nullOutputStream());
            int status = started.waitFor();
            if (status != 0) {
                throw new IOException("docker save failed with exit status " + status + ": " + complaint.join());
            }
            return waste;
        } catch (IOException e) {
            throw explained(e, started, complaint);
        } finally {
            kill(started);
        }
    }

    private synchronized Process start() throws IOException {
        if (stopped) {
            throw new IOException("stopped");
        }
        Process started;
        try {
            started = save.start();
        } catch (IOException e) {
            throw new IOException("the docker client " + save.command().get(0) + " can't be run: " + e.getMessage(), e);
        }
        process = started;
        started.getOutputStream().close();
        return started;
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

    /** The docker client may have started children. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static long millis(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
