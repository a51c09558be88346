package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Label;
import hudson.util.FormValidation;
import io.jenkins.plugins.multistagebuild.page.Texts;

/** A label expression that says which agents will do. */
final class AgentLabel {

    private AgentLabel() {}

    /** What is wrong with it as text, in words; null where nothing is. */
    @CheckForNull
    static String problem(String expression) {
        try {
            Label.parseExpression(expression);
            return null;
        } catch (IllegalArgumentException e) {
            return "'" + expression + "' is no label expression (" + e.getMessage() + ")";
        }
    }

    /** Whether there is an agent with it, or a cloud that can make one. */
    static boolean isKnown(String expression) {
        Label label = Label.get(expression);
        return label != null && label.isAssignable();
    }

    /** Whether an executor of an agent with it has nothing to do. */
    static boolean isOneIdle(String expression) {
        Label label = Label.get(expression);
        return label != null && label.getIdleExecutors() > 0;
    }

    static FormValidation check(String expression) {
        String text = expression.trim();
        if (text.isEmpty()) {
            return FormValidation.ok();
        }
        if (problem(text) != null) {
            return FormValidation.error(Texts.of("badLabel", text, Parameter.AGENTS.exampleValue()));
        }
        return isKnown(text) ? FormValidation.ok() : FormValidation.warning(Texts.of("noAgent", text));
    }

    static String nobody(String expression) {
        return "no agent has the label '" + expression + "', and no cloud makes one that has it";
    }
}
