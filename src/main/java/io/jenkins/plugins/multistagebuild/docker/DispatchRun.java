package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Carries out a hand-over with processes of this machine and buffers between them; nothing is put on disk here. What the
 * other host has already is not sent: of an image its layers from the lowest on, and files whose archive is a layer there,
 * as of an earlier run whose layer a build cache still holds. For files this is asked only where BuildKit found them in its
 * own cache: what was just made has never been sent.
 *
 * <p>Needs nothing but the JDK and a few classes beside it, see {@link DispatchProgram}.
 */
public final class DispatchRun {

    private static final int HELD = 8 * 1024 * 1024;
    /** To ask for less than this takes longer than to send it. */
    private static final int SMALL = 32 * 1024;

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9_]{1,40}/[a-z0-9_]{1,40}");

    private final Dispatch dispatch;
    private final List<Process> processes = new ArrayList<>();
    private boolean stopped;
    private long bytes;
    private long size;

    /** Prepares a hand-over. */
    public DispatchRun(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** How much went to the other host by now. */
    public long bytes() {
        return bytes;
    }

    /** How much it would have been if the other host had had nothing of it. */
    public long size() {
        return size;
    }

    /** Ends it early; {@link #run} then tells a problem. */
    public synchronized void stop() {
        stopped = true;
        processes.forEach(process -> LocalProcess.stop(process, "end of a hand-over"));
    }

    /** Ends it without asking. */
    synchronized void kill() {
        stopped = true;
        processes.forEach(LocalProcess::kill);
    }

    /** Carries it out; tells why it did not go well, or null. */
    @CheckForNull
    public String run() throws IOException, InterruptedException {
        for (DockerCommand command : dispatch.preparation()) {
            Said said = said(command, new byte[0]);
            if (said.status() != 0) {
                return said.last();
            }
        }
        DockerCommand layers = dispatch.layers();
        return layers == null ? sendFiles() : sendImage(layers);
    }

    /** What a command said that has ended. */
    private record Said(int status, String last, String all) {}

    /** A command that reads a few bytes. */
    private Said said(DockerCommand command, byte[] input) throws IOException, InterruptedException {
        Process process = start(command, true);
        LastLines lines = LastLines.of(process.getInputStream());
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
            bytes += input.length;
        } catch (IOException e) {
            // Who does not read to the end tells why by itself.
            return new Said(process.waitFor(), lines.words(1), lines.all());
        }
        int status = process.waitFor();
        return new Said(status, lines.words(status), lines.all());
    }

    @CheckForNull
    private String sendImage(DockerCommand question) throws IOException, InterruptedException {
        List<String> layers =
                Arrays.asList(said(question, new byte[0]).last().strip().split(" "));
        boolean clear = layers.stream().allMatch(each -> DIGEST.matcher(each).matches());
        int known = clear ? known(layers) : 0;
        String problem = null;
        if (known > 0) {
            problem = send(layers, known);
        }
        // Somebody may have removed a layer since the other host was asked.
        return known > 0 && (problem == null || isStopped()) ? problem : send(List.of(), 0);
    }

    private int known(List<String> layers) throws IOException, InterruptedException {
        Said said = said(dispatch.load(), LayerArchive.question(layers, dispatch.name()));
        return said.status() == 0 ? 0 : Math.min(layers.size(), LayerArchive.known(said.all()));
    }

    @CheckForNull
    private String send(List<String> layers, int known) throws IOException, InterruptedException {
        Process export = start(dispatch.export(), false);
        try {
            export.getOutputStream().close();
            LastLines exporting = LastLines.of(export.getErrorStream());
            return take(
                    to -> {
                        LayerFilter filter = new LayerFilter(export.getInputStream(), to, layers, known);
                        filter.run();
                        size += filter.leftOut();
                    },
                    () -> end(export, exporting));
        } finally {
            LocalProcess.kill(export);
        }
    }

    @CheckForNull
    private String sendFiles() throws IOException, InterruptedException {
        Process export = start(dispatch.export(), false);
        try {
            export.getOutputStream().close();
            LastLines exporting = LastLines.of(export.getErrorStream());
            InputStream in = export.getInputStream();
            byte[] held = in.readNBytes(HELD);
            boolean isAll = held.length < HELD;
            String problem = isAll ? end(export, exporting) : null;
            if (problem != null) {
                return problem;
            }
            if (exporting.isCached() && held.length > SMALL) {
                String digest = digest(held, in);
                problem = end(export, exporting);
                if (problem != null || isThere(digest)) {
                    return problem;
                }
                return isAll ? take(to -> to.write(held), () -> null) : send(List.of(), 0);
            }
            return take(
                    to -> {
                        to.write(held);
                        in.transferTo(to);
                    },
                    () -> end(export, exporting));
        } finally {
            LocalProcess.kill(export);
        }
    }

    /** Whether the other host has an archive as a layer, of which an image is made there then. */
    private boolean isThere(String digest) throws IOException, InterruptedException {
        if (!PLATFORM.matcher(dispatch.platform()).matches() || known(List.of(digest)) < 1) {
            return false;
        }
        byte[] image = LayerArchive.ofKnown(digest, dispatch.name(), dispatch.platform(), dispatch.run());
        return said(dispatch.load(), image).status() == 0;
    }

    /** Why a command did not end well; null where it did. */
    @CheckForNull
    private static String end(Process process, LastLines lines) throws InterruptedException {
        int status = process.waitFor();
        lines.settle();
        return status == 0 ? null : lines.words(status);
    }

    /** Writes what is sent. */
    private interface Source {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Tells why what was sent is not all; null where it is. */
    private interface Check {
        @CheckForNull
        String problem() throws InterruptedException;
    }

    /** Has the other host take something; it does not see the end of it unless that is all. */
    @CheckForNull
    private String take(Source source, Check check) throws IOException, InterruptedException {
        Process take = start(dispatch.take(), true);
        size = 0;
        try {
            LastLines taking = LastLines.of(take.getInputStream());
            Counted out = new Counted(take.getOutputStream());
            try {
                source.writeTo(out);
            } catch (IOException e) {
                if (out.isOpen()) {
                    throw e;
                }
                // Who does not take all tells why by itself.
                int status = take.waitFor();
                return status == 0 ? "it was broken off" : taking.words(status);
            }
            String problem = check.problem();
            if (problem != null) {
                return problem;
            }
            out.close();
            return end(take, taking);
        } finally {
            LocalProcess.kill(take);
        }
    }

    /** Counts what goes to the other host, and remembers whether it was still taken. */
    private final class Counted extends OutputStream {

        private final OutputStream to;
        private boolean open = true;

        Counted(OutputStream to) {
            this.to = to;
        }

        boolean isOpen() {
            return open;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] chunk, int offset, int length) throws IOException {
            try {
                to.write(chunk, offset, length);
                to.flush();
            } catch (IOException e) {
                open = false;
                throw e;
            }
            bytes += length;
            size += length;
        }

        @Override
        public void close() {
            try {
                to.close();
            } catch (IOException e) {
                // The process has ended by itself; its exit status tells the rest.
                open = false;
            }
        }
    }

    /** The digest of an archive, which is read to its end. */
    private String digest(byte[] held, InputStream rest) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(held);
            size = held.length + rest.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return "sha256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private synchronized Process start(DockerCommand command, boolean together) throws IOException {
        if (stopped) {
            throw new IOException("it was stopped");
        }
        Process process =
                LocalProcess.builder(command).redirectErrorStream(together).start();
        processes.add(process);
        return process;
    }
}
