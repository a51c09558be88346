package io.jenkins.plugins.multistagebuild.step;

import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.console.ConsoleLogFilter;
import hudson.model.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Hides what {@code withCredentials} and its like around the step hide, and the secrets that the step itself has looked
 * up, wherever something of the step goes.
 */
final class Mask {

    private final @CheckForNull Hidden own;
    private final @CheckForNull TaskListenerDecorator filter;
    private final StepContext context;

    private Mask(@CheckForNull Hidden own, StepContext context) throws IOException, InterruptedException {
        this.own = own;
        this.filter = TaskListenerDecorator.merge(
                TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)), own);
        this.context = context;
    }

    /**
     * The mask of a step.
     *
     * @param own what hides its own secrets; null where it has none
     */
    static Mask of(StepContext context, @CheckForNull Hidden own) throws IOException, InterruptedException {
        return new Mask(own, context);
    }

    /** A failure as Pipeline may tell it, where nothing hides secrets any more. */
    static Throwable failure(Throwable failure, StepContext context, @CheckForNull Hidden own) {
        if (!(failure instanceof AbortException)) {
            return failure;
        }
        try {
            AbortException masked = new AbortException(of(context, own).text(String.valueOf(failure.getMessage())));
            masked.setStackTrace(failure.getStackTrace());
            return masked;
        } catch (IOException | RuntimeException e) {
            return new AbortException("the failure can't be told: what hides secrets is gone: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AbortException("interrupted");
        }
    }

    /** The step's log, which hides by itself what is to be hidden around the step. */
    PrintStream log() throws IOException, InterruptedException {
        PrintStream log = context.get(TaskListener.class).getLogger();
        return own == null ? log : new PrintStream(own.decorate(log), false, StandardCharsets.UTF_8);
    }

    /** What every further log has to pass that shows the same as the step's. */
    @CheckForNull
    TaskListenerDecorator decorator() throws IOException, InterruptedException {
        return TaskListenerDecorator.merge(filter, context.get(TaskListenerDecorator.class));
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
