package io.jenkins.plugins.multistagebuild.report;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, driven through the DevTools protocol over the loopback interface. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Answers())
                .join();
    }

    /** The program, if it is there: what {@code MSB_BROWSER} names, else the first on the PATH. */
    static Optional<Path> program() {
        String named = System.getenv("MSB_BROWSER");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one with a profile in a folder. */
    static Browser start(Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            await().atMost(PATIENCE)
                    .until(() -> Files.exists(port) && !Files.readString(port).isBlank());
            String list = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
            JsonNode pages = JSON.readTree(HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(list)).build(), HttpResponse.BodyHandlers.ofString())
                    .body());
            for (JsonNode page : pages) {
                if (page.path("type").asText().equals("page")) {
                    Browser browser = new Browser(
                            process,
                            URI.create(page.path("webSocketDebuggerUrl").asText()));
                    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
                        browser.call(domain + ".enable", Map.of());
                    }
                    return browser;
                }
            }
            throw new IOException("the browser has no page: " + pages);
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens a page and waits until it is there. */
    void open(Path page, int width, boolean dark) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        call("Page.navigate", Map.of("url", "about:blank"));
        requests.clear();
        complaints.clear();
        String address = page.toUri().toString();
        call("Page.navigate", Map.of("url", address));
        await().atMost(PATIENCE).until(() -> evaluate("location.href + ' ' + document.readyState")
                .asText()
                .equals(address + " complete"));
    }

    /** Shows the page as it is printed, until another is opened. */
    void print() {
        call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** The value of an expression, or what its promise brings. */
    JsonNode evaluate(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** What the page asked for since it was opened, itself included. */
    List<String> requests() {
        return requests;
    }

    /** What the browser said about it on its console. */
    List<String> complaints() {
        return complaints;
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        try {
            socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                    .join();
            JsonNode message = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (message.has("error")) {
                throw new IllegalStateException(method + ": " + message.path("error"));
            }
            return message.path("result");
        } catch (Exception e) {
            throw new IllegalStateException("the browser does not answer to " + method, e);
        }
    }

    @Override
    public void close() throws Exception {
        socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    take(JSON.readTree(message.toString()));
                } catch (IOException e) {
                    complaints.add("not JSON: " + e.getMessage());
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(JsonNode said) {
            JsonNode parameters = said.path("params");
            switch (said.path("method").asText()) {
                case "Network.requestWillBeSent" ->
                    requests.add(parameters.path("request").path("url").asText());
                case "Log.entryAdded" ->
                    complaints.add(parameters.path("entry").path("text").asText());
                case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Page.javascriptDialogOpening" ->
                    complaints.add(parameters.toString());
                default -> {
                    CompletableFuture<JsonNode> answer =
                            answers.remove(said.path("id").asInt());
                    if (answer != null) {
                        answer.complete(said);
                    }
                }
            }
        }
    }
}
