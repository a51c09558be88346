package io.jenkins.plugins.multistagebuild.step;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that builds with a real engine; counted as skipped, with the reason, where there is none. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(NeedsRealEngine.Condition.class)
@interface NeedsRealEngine {

    /** Looks for the variables that name an engine. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return RealEngine.isThere()
                    ? ConditionEvaluationResult.enabled("there is an engine")
                    : ConditionEvaluationResult.disabled(
                            "********** SKIPPED: MSB_ENGINE_BUILDX_HOST and MSB_ENGINE_BUILDX_DOCKER name no engine **********");
        }
    }
}
