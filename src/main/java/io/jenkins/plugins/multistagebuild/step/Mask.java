package io.jenkins.plugins.multistagebuild.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.ConsoleLogFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Hides what {@code withCredentials} and its like hide, in texts that go elsewhere than into the step's log. */
final class Mask {

    private final @CheckForNull TaskListenerDecorator filter;

    private Mask(@CheckForNull TaskListenerDecorator filter) {
        this.filter = filter;
    }

    static Mask of(StepContext context) throws IOException, InterruptedException {
        return new Mask(TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)));
    }

    /** A text without secrets. */
    String text(String text) throws IOException, InterruptedException {
        if (filter == null || text.isEmpty()) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream masked = filter.decorate(bytes)) {
            masked.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            masked.flush();
        }
        String plain = bytes.toString(StandardCharsets.UTF_8);
        return plain.endsWith("\n") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /** A report without secrets as JSON. */
    byte[] json(Map<String, Object> report) throws IOException, InterruptedException {
        return new ObjectMapper().writeValueAsBytes(map(report));
    }

    /** A report without secrets, made of mutable maps and lists. */
    Map<String, Object> map(Map<?, ?> report) throws IOException, InterruptedException {
        Map<String, Object> masked = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : report.entrySet()) {
            masked.put((String) entry.getKey(), value(entry.getValue()));
        }
        return masked;
    }

    @CheckForNull
    private Object value(@CheckForNull Object value) throws IOException, InterruptedException {
        if (value instanceof String text) {
            return text(text);
        } else if (value instanceof Map<?, ?> entries) {
            return map(entries);
        } else if (value instanceof List<?> elements) {
            List<Object> masked = new ArrayList<>();
            for (Object element : elements) {
                masked.add(value(element));
            }
            return masked;
        }
        return value;
    }
}
