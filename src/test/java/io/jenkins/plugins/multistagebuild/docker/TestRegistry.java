package io.jenkins.plugins.multistagebuild.docker;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A registry on loopback, which engines of this machine reach without TLS. */
public final class TestRegistry implements AutoCloseable {

    private final Process process;
    private final String address;

    private TestRegistry(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one.
     *
     * @param folder where it keeps what it has
     * @param guarded whether it asks for a password, which nobody knows
     */
    public static TestRegistry start(Path folder, boolean guarded) throws IOException {
        int port = freePort();
        String configuration =
                """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: FOLDER}, delete: {enabled: true}}
                http: {addr: "127.0.0.1:PORT"}
                """
                        .replace("FOLDER", folder.toString())
                        .replace("PORT", Integer.toString(port));
        if (guarded) {
            configuration += "auth: {htpasswd: {realm: test, path: " + folder.resolve("htpasswd") + "}}\n";
        }
        Path file = Files.writeString(folder.resolve("config.yml"), configuration);
        Process process = new ProcessBuilder("docker-registry", "serve", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        String address = "127.0.0.1:" + port;
        Awaitility.await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> status(address, "/v2/") > 0);
        return new TestRegistry(process, address);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What references to images in it begin with. */
    public String address() {
        return address;
    }

    /** Whether it has a manifest. */
    public boolean has(String repository, String digest) throws IOException {
        return status(address, "/v2/" + repository + "/manifests/" + digest) == 200;
    }

    private static int status(String address, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address + path).toURL().openConnection();
        connection.setRequestProperty(
                "Accept",
                "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json,"
                        + " application/vnd.oci.image.index.v1+json");
        return connection.getResponseCode();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
