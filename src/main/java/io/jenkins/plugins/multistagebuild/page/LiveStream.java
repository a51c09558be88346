package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * Tells an open page what is new as it happens, as server-sent events (HTML Standard, 9.2). Each answer ends before two seconds
 * are over, and the browser asks for the next one by itself: so a page costs one request in two seconds, and a proxy that
 * passes on whole answers only keeps nothing back for longer. An answer holds a thread of the web server; those that find too
 * many held already are over at once.
 */
final class LiveStream {

    private static final String TYPE = "text/event-stream";
    private static final Semaphore ROOM = new Semaphore(20);
    /** Changes that come one upon the other, as at the beginning of a build, are sent together. */
    private static final long LOOK_MILLIS = 400;

    private static final int LOOKS = 5;
    private static final Pattern KNOWN = Pattern.compile("([0-9A-Za-z-]{1,80})(?:\\.([0-9]{1,18}))?");

    private final OutputStream out;
    private String version;
    private final boolean withLines;
    private long end;

    private LiveStream(OutputStream out, @CheckForNull String known) {
        this.out = out;
        Matcher matcher = KNOWN.matcher(known == null ? "" : known);
        boolean matches = matcher.matches();
        this.version = matches ? matcher.group(1) : "";
        this.withLines = matches && matcher.group(2) != null;
        this.end = withLines ? Long.parseLong(matcher.group(2)) : 0;
    }

    /** Who knows what is new. */
    interface Source {

        /** Tells what the page does not know yet; false where nothing more will come. */
        boolean tell(LiveStream page) throws IOException;
    }

    /** Whether this is what a request asks for. */
    static boolean isWanted(StaplerRequest2 request) {
        String types = request.getHeader("Accept");
        return types != null && types.contains(TYPE);
    }

    /** Answers a request; {@code Last-Event-ID}, or else {@code known}, tells what the page knows. */
    static void send(StaplerRequest2 request, StaplerResponse2 response, Source source) throws IOException {
        response.setContentType(TYPE + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        String last = request.getHeader("Last-Event-ID");
        boolean held = ROOM.tryAcquire();
        try {
            String known = last == null ? request.getParameter("known") : last;
            new LiveStream(response.getOutputStream(), known).send(source, held);
        } finally {
            if (held) {
                ROOM.release();
            }
        }
    }

    private void send(Source source, boolean held) throws IOException {
        int looks = held ? LOOKS : 1;
        write("retry: " + (LOOKS + 1 - looks) * LOOK_MILLIS + "\n");
        event("clock", Long.toString(System.currentTimeMillis()));
        for (int look = 1; source.tell(this); look++) {
            out.flush();
            if (look == looks || !pause()) {
                return;
            }
        }
        event("end", "");
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the page has another version of its part, or none. */
    boolean lacks(String now) {
        return !now.equals(version);
    }

    /** A part of the page as it is now. */
    void drawing(LiveStep.Drawing drawing) throws IOException {
        version = drawing.version();
        event("drawing", drawing.html());
    }

    /** The byte of a log from which on the page wants lines; negative where it wants none. */
    long wanted() {
        return withLines ? end : -1;
    }

    /** Next lines of a log. */
    void lines(LogChunk chunk) throws IOException {
        end = chunk.end();
        if (chunk.bytes().length > 0) {
            event("lines", new String(chunk.bytes(), StandardCharsets.UTF_8));
        }
    }

    private void event(String name, String data) throws IOException {
        // A carriage return would end a line of the stream.
        String lines = data.replace("\r", "").replace("\n", "\ndata: ");
        String id = (version.isEmpty() ? "0" : version) + (withLines ? "." + end : "");
        write("event: " + name + "\nid: " + id + "\ndata: " + lines + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
