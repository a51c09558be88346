package io.jenkins.plugins.multistagebuild.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.multistagebuild.dockerfile.Problem;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one JSON document that a command puts on standard output. */
final class JsonOutput {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonOutput() {}

    static void print(PrintWriter out, Map<String, Object> document) {
        try {
            out.println(MAPPER.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of maps and texts did not become JSON", e);
        }
        out.flush();
    }

    /** The document for a wrong Dockerfile: the first problem as {@code error}, all of them as {@code problems}. */
    static Map<String, Object> error(List<Problem> problems) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schemaVersion", 1);
        document.put("error", problem(problems.get(0)));
        document.put("problems", problems.stream().map(JsonOutput::problem).toList());
        return document;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", problem.line() > 0 ? problem.line() : null);
        json.put("column", problem.column() > 0 ? problem.column() : null);
        json.put("message", problem.message());
        return json;
    }
}
