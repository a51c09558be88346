package io.jenkins.plugins.multistagebuild.docker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests whose programs are not there, loudly. */
final class ProgramCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value()))
                .filter(program -> !isThere(program))
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are there");
        }
        String reason = "SKIPPED " + context.getDisplayName() + ": the machine has no " + missing
                + "; run src/scripts/test, which installs them on Debian";
        System.err.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isThere(String program) {
        return program.startsWith("/")
                ? Files.isExecutable(Path.of(program))
                : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
