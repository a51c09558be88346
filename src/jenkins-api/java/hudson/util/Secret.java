package hudson.util;

import java.io.Serializable;

/** Declaration of the Jenkins type of this name. */
public final class Secret implements Serializable {
    private Secret() {}

    public static Secret fromString(String data) {
        throw null;
    }

    public String getPlainText() {
        throw null;
    }

    public String getEncryptedValue() {
        throw null;
    }
}
