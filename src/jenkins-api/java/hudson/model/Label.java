package hudson.model;

import java.util.Set;

/** Declaration of the Jenkins type of this name. */
public abstract class Label extends Actionable {
    public static Label get(String l) {
        throw null;
    }

    public static Label parseExpression(String labelExpression) {
        throw null;
    }

    public boolean isAssignable() {
        throw null;
    }

    public boolean isEmpty() {
        throw null;
    }

    public int getIdleExecutors() {
        throw null;
    }

    public Set<Node> getNodes() {
        throw null;
    }
}
