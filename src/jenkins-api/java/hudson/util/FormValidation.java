package hudson.util;

import java.io.IOException;

/** Declaration of the Jenkins type of this name. */
public abstract class FormValidation extends IOException {
    public static FormValidation ok() {
        throw null;
    }

    public static FormValidation warning(String message) {
        throw null;
    }

    public static FormValidation error(String message) {
        throw null;
    }

    public static FormValidation error(String format, Object... args) {
        throw null;
    }
}
