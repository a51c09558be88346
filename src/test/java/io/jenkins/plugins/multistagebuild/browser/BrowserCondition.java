package io.jenkins.plugins.multistagebuild.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests whose browser is not there, loudly. */
final class BrowserCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Browser.program().isPresent()) {
            return ConditionEvaluationResult.enabled("there is a browser");
        }
        String reason = "SKIPPED " + context.getDisplayName()
                + ": no Chromium on the PATH; run src/scripts/test, which installs it on Debian, or set MSB_BROWSER";
        System.err.println(reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
