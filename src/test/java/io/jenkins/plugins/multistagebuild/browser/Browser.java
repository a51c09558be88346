package io.jenkins.plugins.multistagebuild.browser;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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
public final class Browser implements AutoCloseable {

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
    public static Optional<Path> program() {
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
    public static Browser start(Path profile) throws Exception {
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

    /** Opens a page of a file and waits until it is there. */
    public void open(Path page, int width, boolean dark) {
        open(page.toUri().toString(), width, dark);
    }

    /** Opens a page and waits until it is there. */
    public void open(String address, int width, boolean dark) {
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
        call("Page.navigate", Map.of("url", address));
        await().atMost(PATIENCE).until(() -> evaluate("location.href + ' ' + document.readyState")
                .asText()
                .equals(address + " complete"));
    }

    /** Shows the page as it is printed, until another is opened. */
    public void print() {
        call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** The value of an expression, or what its promise brings. */
    public JsonNode evaluate(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** Presses a key, and lets it go. */
    public void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
            if (key.equals("Enter") && type.equals("rawKeyDown")) {
                call("Input.dispatchKeyEvent", Map.of("type", "char", "key", key, "text", "\r"));
            }
        }
    }

    /** Types a text where the focus is. */
    public void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** Waits until an expression is true. */
    public void until(String expression) {
        await(expression).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                return evaluate(expression).asBoolean();
            } catch (IllegalStateException e) {
                // between two pages there is nothing to ask
                return false;
            }
        });
    }

    /** Runs axe-core over a part of the page: each fault with its weight, and where it is. */
    public List<String> faults(String part) throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        List<String> faults = new ArrayList<>();
        evaluate("axe.run(" + part
                        + ", {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ' (' + v.impact"
                        + " + '): ' + v.help + ': ' + v.nodes.slice(0, 3).map(n => n.html).join(' ')))")
                .forEach(violation -> faults.add(violation.asText()));
        return faults;
    }

    /** Goes through the page by the tab key, and notes what an expression tells of each element, until the page is left. */
    public List<String> tabThrough(int most, String expression) {
        List<String> reached = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            press("Tab", 9);
            if (evaluate("document.activeElement === document.body").asBoolean()) {
                break;
            }
            reached.add(evaluate("(e => " + expression + ")(document.activeElement)")
                    .asText());
        }
        return reached;
    }

    /** Keeps a picture of the whole page, as PNG. */
    public Path picture(Path file) throws IOException {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
        Map<String, Object> all = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.path("width").asInt(),
                "height",
                size.path("height").asInt(),
                "scale",
                1);
        JsonNode picture =
                call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", all));
        Files.createDirectories(file.getParent());
        return Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** What the page asked for since it was opened, itself included. */
    public List<String> requests() {
        return requests;
    }

    /** What the browser said about it on its console. */
    public List<String> complaints() {
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
