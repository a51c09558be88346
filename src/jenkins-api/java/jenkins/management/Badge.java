package jenkins.management;

/** Declaration of the Jenkins type of this name. */
public class Badge {
    public Badge(String text, String tooltip, Severity severity) {
        throw null;
    }
    /** Declaration of the Jenkins type of this name. */
    public enum Severity {
        DANGER,
        WARNING,
        INFO
    }
}
