package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A BuildKit for buildx's driver {@code remote}: the one in an engine, which the engine hands out behind an upgrade of an
 * HTTP connection ({@code POST /grpc}).
 */
public final class TestBuilder implements AutoCloseable {

    private final ServerSocket server;
    private final URI engine;

    private TestBuilder(ServerSocket server, URI engine) {
        this.server = server;
        this.engine = engine;
    }

    /** Opens a way to the BuildKit of an engine. */
    public static TestBuilder of(TestEngine engine) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        TestBuilder builder = new TestBuilder(server, URI.create(engine.host()));
        start(builder::accept);
        return builder;
    }

    /** Where buildx finds it. */
    public String address() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> connect(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket target = new Socket(engine.getHost(), engine.getPort())) {
            target.getOutputStream()
                    .write("POST /grpc HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            skipHead(target.getInputStream());
            start(() -> copy(client, target));
            copy(target, client);
        } catch (IOException e) {
            // The connection is closed; who waits on its other side sees it.
        }
    }

    private static void skipHead(InputStream in) throws IOException {
        int ends = 0;
        while (ends < 4) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the engine closed the connection");
            }
            ends = b == '\r' || b == '\n' ? ends + 1 : 0;
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "way to BuildKit");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
