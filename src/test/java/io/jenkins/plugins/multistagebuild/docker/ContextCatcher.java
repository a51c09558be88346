package io.jenkins.plugins.multistagebuild.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Stands where an engine would, and keeps the context that docker's own client sends it for a build. */
final class ContextCatcher implements AutoCloseable {

    private final HttpServer server;
    private volatile byte[] caught = {};

    private ContextCatcher(HttpServer server) {
        this.server = server;
    }

    static ContextCatcher open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ContextCatcher catcher = new ContextCatcher(server);
        server.createContext("/", catcher::answer);
        server.start();
        return catcher;
    }

    /** The archive that the client packs of a folder. */
    byte[] pack(Path folder, Path dockerfile) throws IOException, InterruptedException {
        run(new DockerCommand(
                List.of("docker", "build", "--file", dockerfile.toString(), folder.toString()), Map.of()));
        return withEnd(caught);
    }

    /** Where the client adds a Dockerfile it leaves off the end of the archive, down to the padding of the last file. */
    private static byte[] withEnd(byte[] archive) {
        return Arrays.copyOf(archive, (archive.length + 511) / 512 * 512 + 1024);
    }

    /** The archive that the client passes on from its standard input. */
    byte[] pass(DockerCommand command, byte[] archive) throws IOException, InterruptedException {
        run(command, archive);
        return caught;
    }

    private void run(DockerCommand command, byte... input) throws IOException, InterruptedException {
        caught = new byte[0];
        ProcessBuilder builder = LocalProcess.builder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_BUILDKIT", "0");
        builder.environment()
                .put("DOCKER_HOST", "tcp://127.0.0.1:" + server.getAddress().getPort());
        Process process = builder.start();
        try (var out = process.getOutputStream()) {
            out.write(input);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        exchange.getRequestBody().transferTo(body);
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/build")) {
            caught = body.toByteArray();
        }
        byte[] answer = (path.endsWith("/build") ? "{\"stream\":\"Successfully built 0123456789ab\\n\"}\n" : "OK")
                .getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().add("Api-Version", "1.41");
        exchange.getResponseHeaders().add("Ostype", "linux");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? -1 : answer.length);
        if (!head) {
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
