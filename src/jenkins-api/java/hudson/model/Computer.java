package hudson.model;

/** Declaration of the Jenkins type of this name. */
public abstract class Computer extends Actionable {
    public String getName() {
        throw null;
    }

    public Node getNode() {
        throw null;
    }
}
