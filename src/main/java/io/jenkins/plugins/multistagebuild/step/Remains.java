package io.jenkins.plugins.multistagebuild.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.ComputerListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.NodeListener;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.support.concurrent.Timeout;

/**
 * What steps leave on agents: a folder with secrets and logs, and engine runs. A small file on the controller tells of it
 * from before it is there until it is gone, so that an agent that was away when its step ended is put in order when it
 * comes back, also after a restart of the controller. An agent that is removed from Jenkins keeps them, which the log of
 * Jenkins tells.
 */
final class Remains {

    private static final Logger LOGGER = Logger.getLogger(Remains.class.getName());
    private static final String ENDING = ".json";

    private static final long PAUSE_SECONDS = 10;
    private static final long CALL_SECONDS = 60;

    private static final String NODE = "node";
    private static final String FOLDER = "folder";
    private static final String RUN = "run";
    /** There where the step has ended, whatever its build does. */
    private static final String ENDED = "ended";

    private Remains() {}

    /** Notes that a step is going to leave something. */
    static void expect(Workplace place, Run<?, ?> run) throws IOException {
        Map<String, String> note = new TreeMap<>();
        note.put(NODE, place.node());
        note.put(FOLDER, place.temporary());
        note.put(RUN, run.getExternalizableId());
        write(file(place.temporary()), note);
    }

    /** Removes the folder of a step that has ended; at once, or when its agent comes back. */
    static void clear(Workplace place) throws IOException, InterruptedException {
        Path file = file(place.temporary());
        try {
            if (Files.exists(file)) {
                tellIfElsewhere(place);
            }
            if (remove(place.node(), place.temporary(), false)) {
                Files.deleteIfExists(file);
                return;
            }
        } catch (IOException | InterruptedException e) {
            later(file);
            throw e;
        }
        later(file);
    }

    /** An agent that is connected and does not answer is put in order when it does; one that is not, when it comes back. */
    @SuppressWarnings("try")
    static void clearLater(Workplace place) {
        Workers.commands()
                .schedule(
                        () -> {
                            if (place.find() == null || !Files.exists(file(place.temporary()))) {
                                return;
                            }
                            try (Timeout ignored = Timeout.limit(CALL_SECONDS, TimeUnit.SECONDS)) {
                                clearAll(place.node());
                            } catch (IOException | RuntimeException e) {
                                LOGGER.log(Level.FINE, e, () -> place + " does not answer yet");
                            }
                            clearLater(place);
                        },
                        PAUSE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private static void later(Path file) throws IOException {
        Map<String, String> note = read(file);
        if (note != null) {
            note.put(ENDED, "true");
            write(file, note);
        }
    }

    /** Puts an agent in order; what belongs to a step that goes on stays. */
    static void clearAll(String node) throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(ENDING)).toList();
        }
        for (Path file : files) {
            try {
                Map<String, String> note = read(file);
                if (note == null || note.get(NODE) == null || note.get(FOLDER) == null) {
                    Files.deleteIfExists(file);
                } else if (isGone(note.get(NODE))) {
                    if (hasEnded(note)) {
                        keptBy(note.get(NODE), note.get(FOLDER));
                        Files.deleteIfExists(file);
                    }
                } else if (note.get(NODE).equals(node) && hasEnded(note) && remove(node, note.get(FOLDER), true)) {
                    Files.deleteIfExists(file);
                    LOGGER.fine(() -> "removed " + note + ", which an ended step had left");
                }
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "could not remove what " + file + " tells of");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean hasEnded(Map<String, String> note) {
        String id = note.get(RUN);
        Run<?, ?> run = id == null || note.containsKey(ENDED) ? null : Run.fromExternalizableId(id);
        return run == null || !run.isBuilding();
    }

    private static boolean isGone(String node) {
        return !node.isEmpty() && Jenkins.get().getNode(node) == null;
    }

    /** Tells whether there is nothing to wait for. */
    private static boolean remove(String node, String folder, boolean endRuns)
            throws IOException, InterruptedException {
        FilePath path = FilePathUtils.find(node, folder);
        if (path == null) {
            boolean gone = isGone(node);
            if (gone) {
                keptBy(node, folder);
            }
            return gone;
        }
        if (endRuns) {
            path.act(new EndRuns(List.of(folder + "/")));
        }
        path.deleteRecursive();
        return true;
    }

    /** Another machine may have got the agent's name meanwhile: what lies on the first one can't be reached from here. */
    private static void tellIfElsewhere(Workplace place) throws IOException, InterruptedException {
        FilePath path = FilePathUtils.find(place.node(), place.temporary());
        if (path != null && !path.exists()) {
            LOGGER.warning(() -> "what a step of multiStageBuild left on agent " + place.node()
                    + " is not there any more: if another machine has got the agent's name, it is still on the first one, with"
                    + " secrets if the step had any; remove " + place.temporary() + " there");
        }
    }

    private static void keptBy(String node, String folder) {
        LOGGER.warning(
                () -> "agent " + node + " was removed from Jenkins before it could be put in order: what a step of"
                        + " multiStageBuild left there stays, with secrets if it had any; remove " + folder
                        + " on its machine, and end the processes with " + EndRuns.VARIABLE + "=" + folder
                        + "/… in their environment");
    }

    private static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve("multi-stage-build").resolve("remains");
    }

    /** The name of a step's folder is the step's own. */
    private static Path file(String temporary) {
        return folder().resolve(temporary.substring(temporary.lastIndexOf('/') + 1) + ENDING);
    }

    private static void write(Path file, Map<String, String> note) throws IOException {
        Files.createDirectories(folder());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, new ObjectMapper().writeValueAsBytes(note));
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @CheckForNull
    private static Map<String, String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Map<String, String> note = new TreeMap<>();
        Map<?, ?> all = new ObjectMapper().readValue(Files.readAllBytes(file), Map.class);
        all.forEach((key, value) -> note.put(String.valueOf(key), String.valueOf(value)));
        return note;
    }

    /** Tells at once what agents keep that are removed. */
    @Extension
    public static final class Removal extends NodeListener {
        @Override
        protected void onDeleted(Node node) {
            inOrder(node.getNodeName());
        }
    }

    private static void inOrder(String node) {
        Workers.commands().execute(() -> {
            try {
                clearAll(node);
            } catch (IOException | RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "could not put " + node + " in order");
            }
        });
    }

    /** Puts agents in order as they come. */
    @Extension
    public static final class Return extends ComputerListener {
        @Override
        public void onOnline(Computer computer, TaskListener listener) {
            inOrder(computer.getName());
        }
    }
}
