package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A way to an engine over TCP that can be cut, as a network or a host that goes down. */
public final class TestWay implements AutoCloseable {

    private final ServerSocket server;
    private final URI engine;
    private final List<Socket> open = new ArrayList<>();
    private long bytes;

    private TestWay(ServerSocket server, URI engine) {
        this.server = server;
        this.engine = engine;
    }

    /** Opens a way to an engine. */
    public static TestWay to(TestEngine engine) throws IOException {
        TestWay way = new TestWay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), URI.create(engine.host()));
        start(way::accept);
        return way;
    }

    /** Opens a way to an engine that only somebody with a known certificate can take. */
    public static TestWay to(TestEngine engine, SSLContext context) throws IOException {
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(true);
        TestWay way = new TestWay(server, URI.create(engine.host()));
        start(way::accept);
        return way;
    }

    /** The engine's address on this way. */
    public String host() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** How much went over it so far, in both directions. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Cuts it. */
    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (Socket each : open) {
                each.close();
            }
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket target = new Socket(engine.getHost(), engine.getPort());
                synchronized (this) {
                    open.add(client);
                    open.add(target);
                }
                start(() -> copy(client, target));
                start(() -> copy(target, client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[16 * 1024];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                out.write(chunk, 0, length);
                synchronized (this) {
                    bytes += length;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // It was cut, or one side has gone; the other one sees it by itself.
            return;
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
