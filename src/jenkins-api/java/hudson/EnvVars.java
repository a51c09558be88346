package hudson;

import java.util.Map;
import java.util.TreeMap;

/** Declaration of the Jenkins type of this name. */
public class EnvVars extends TreeMap<String, String> {
    public EnvVars() {
        throw null;
    }

    public EnvVars(Map<String, String> m) {
        throw null;
    }

    public EnvVars(EnvVars m) {
        throw null;
    }

    @Override
    public String put(String key, String value) {
        throw null;
    }

    public EnvVars overrideExpandingAll(Map<String, String> all) {
        throw null;
    }

    public String expand(String s) {
        throw null;
    }
}
