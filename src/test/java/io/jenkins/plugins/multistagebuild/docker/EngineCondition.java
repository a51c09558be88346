package io.jenkins.plugins.multistagebuild.docker;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips tests whose engines are not there, loudly. */
final class EngineCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<Flavour> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsEngine.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value()))
                .filter(flavour -> TestEngine.of(flavour) == null)
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all engines are there");
        }
        String reason = "SKIPPED " + context.getDisplayName() + ": no engine of flavour " + missing
                + "; run src/scripts/test, which starts them";
        System.err.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
