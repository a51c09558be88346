package io.jenkins.plugins.multistagebuild.step;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** A registry on loopback that lets in one user; engines of this machine reach it without TLS. */
final class GuardedRegistry implements AutoCloseable {

    private final Process process;
    private final String address;
    private final String login;

    private GuardedRegistry(Process process, String address, String login) {
        this.process = process;
        this.address = address;
        this.login = login;
    }

    static boolean isThere() {
        return Files.isExecutable(Path.of("/usr/bin/docker-registry"));
    }

    static GuardedRegistry start(Path folder, String user, String password) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path users = Files.writeString(
                folder.resolve("htpasswd"), user + ":" + BCrypt.hashpw(password, BCrypt.gensalt(5)) + "\n");
        Path file = Files.writeString(
                folder.resolve("config.yml"),
                """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: "%s"}}
                http: {addr: "127.0.0.1:%d"}
                auth: {htpasswd: {realm: test, path: "%s"}}
                """
                        .formatted(folder.resolve("data"), port, users));
        Process process = new ProcessBuilder("/usr/bin/docker-registry", "serve", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        GuardedRegistry registry = new GuardedRegistry(process, "127.0.0.1:" + port, user + ":" + password);
        Awaitility.await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> registry.status("/v2/") == 200);
        return registry;
    }

    /** What references to images in it begin with. */
    String address() {
        return address;
    }

    boolean has(String repository, String tag) throws IOException {
        return status("/v2/" + repository + "/manifests/" + tag) == 200;
    }

    private int status(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address + path).toURL().openConnection();
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
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
