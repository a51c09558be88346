package io.jenkins.plugins.multistagebuild.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads one answer of server-sent events as a browser does (HTML Standard, 9.2.6). */
final class Events implements AutoCloseable {

    private final HttpHeaders headers;
    private final BufferedReader lines;
    private String id = "";
    private long retry;

    private Events(HttpHeaders headers, InputStream body) {
        this.headers = headers;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static Events of(HttpResponse<InputStream> answer) {
        return new Events(answer.headers(), answer.body());
    }

    HttpHeaders headers() {
        return headers;
    }

    /** The id of the last event. */
    String id() {
        return id;
    }

    /** After how many milliseconds to ask again. */
    long retry() {
        return retry;
    }

    /** The data of the next event of a name, as soon as it is there; null where the answer ends before. */
    @CheckForNull
    String next(String name) throws IOException {
        String event = "";
        List<String> data = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int colon = line.indexOf(": ");
            String value = colon < 0 ? "" : line.substring(colon + 2);
            if (line.startsWith("event: ")) {
                event = value;
            } else if (line.startsWith("id: ")) {
                id = value;
            } else if (line.startsWith("retry: ")) {
                retry = Long.parseLong(value);
            } else if (line.startsWith("data:")) {
                data.add(value);
            } else if (line.isEmpty()) {
                if (event.equals(name)) {
                    return String.join("\n", data);
                }
                data.clear();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
