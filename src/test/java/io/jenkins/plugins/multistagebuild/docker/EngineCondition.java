package io.jenkins.plugins.multistagebuild.docker;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests whose engines are not there, loudly. */
final class EngineCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsEngine.class).stream()
                .flatMap(needs ->
                        Stream.concat(Arrays.stream(needs.value()).map(Flavour::name), Arrays.stream(needs.named())))
                .filter(name -> TestEngine.named(name) == null)
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all engines are there");
        }
        String reason = "SKIPPED " + context.getDisplayName() + ": no engine " + missing
                + "; run src/scripts/test, which starts them";
        System.err.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
