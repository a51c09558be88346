package io.jenkins.plugins.multistagebuild.docker;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Finds the JSON objects in a stream that holds them one after another, on one line or on many, with lines of text
 * between them: buildx 0.13 indents its objects, later ones do not.
 */
final class JsonFrames implements Serializable {

    private static final long serialVersionUID = 1L;

    private final BoundedBytes object = new BoundedBytes(ProgressReader.LIMIT);
    private final LineBuffer text = new LineBuffer(64 * 1024);
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean lineHasText;

    /** Gives on what is complete in this chunk. */
    void add(byte[] chunk, int offset, int length, Consumer<byte[]> objects, Consumer<byte[]> lines) {
        int start = offset;
        for (int i = offset; i < offset + length; i++) {
            byte b = chunk[i];
            if (depth > 0) {
                inside(b);
                if (depth == 0) {
                    object.add(chunk, start, i + 1 - start);
                    give(objects, lines);
                    start = i + 1;
                }
            } else if (b == '{' && !lineHasText) {
                text.add(chunk, start, i - start, lines);
                start = i;
                depth = 1;
            } else {
                lineHasText = b != '\n' && (lineHasText || b > ' ' || b < 0);
            }
        }
        if (depth > 0) {
            object.add(chunk, start, offset + length - start);
        } else {
            text.add(chunk, start, offset + length - start, lines);
        }
    }

    /** Gives on the text that is left. An object without an end is text too. */
    void end(Consumer<byte[]> lines) {
        if (!object.isEmpty()) {
            byte[] rest = object.take();
            text.add(rest, 0, rest.length, lines);
        }
        text.end(lines);
        depth = 0;
    }

    private void inside(byte b) {
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = b == '\\';
            inString = b != '"';
        } else if (b == '"') {
            inString = true;
        } else if (b == '{') {
            depth++;
        } else if (b == '}') {
            depth--;
        }
    }

    private void give(Consumer<byte[]> objects, Consumer<byte[]> lines) {
        boolean cut = object.isCut();
        byte[] bytes = object.take();
        if (cut) {
            lines.accept("(a progress message of more than 8 MiB was passed over)".getBytes(StandardCharsets.UTF_8));
        } else {
            objects.accept(bytes);
        }
    }
}
