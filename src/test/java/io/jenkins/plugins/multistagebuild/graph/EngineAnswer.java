package io.jenkins.plugins.multistagebuild.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.multistagebuild.docker.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docker buildx build} said.
 *
 * @param good whether it ended well
 * @param out its standard output
 * @param told its standard error
 */
record EngineAnswer(boolean good, String out, String told) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ERROR = Pattern.compile("(?m)^ERROR: (.*)$");
    /** The excerpt of the Dockerfile that follows an error, or the words of a syntax error. */
    private static final Pattern LINE = Pattern.compile("(?m)^Dockerfile:(\\d+)$|parse error on line (\\d+)");

    static EngineAnswer of(TestEngine engine, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(engine.client(), "buildx", "build"));
        command.addAll(arguments);
        Path told = Files.createTempFile("answer", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(told.toFile());
            builder.environment().put("DOCKER_HOST", engine.host());
            builder.environment().put("BUILDX_EXPERIMENTAL", "1");
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes());
            return new EngineAnswer(process.waitFor() == 0, out, new String(Files.readAllBytes(told)));
        } finally {
            Files.delete(told);
        }
    }

    String error() {
        Matcher error = ERROR.matcher(told);
        return error.find() ? error.group(1) : told;
    }

    /** The line at fault; 0 where none is told. */
    int line() {
        Matcher line = LINE.matcher(told);
        return !line.find() ? 0 : Integer.parseInt(line.group(1) != null ? line.group(1) : line.group(2));
    }

    JsonNode document() throws IOException {
        return out.isBlank() ? MissingNode.getInstance() : JSON.readTree(out);
    }

    /** The documents of {@code --progress=rawjson}. */
    List<JsonNode> progress() throws IOException {
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(told)) {
            return documents.readAll();
        }
    }
}
