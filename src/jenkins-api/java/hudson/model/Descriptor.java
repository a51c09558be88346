package hudson.model;

import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Declaration of the Jenkins type of this name. */
public abstract class Descriptor<T extends Describable<T>> {
    public T newInstance(StaplerRequest2 req, JSONObject formData) throws FormException {
        throw null;
    }

    public void save() {
        throw null;
    }

    public void load() {
        throw null;
    }

    public String getDisplayName() {
        throw null;
    }
    /** Declaration of the Jenkins type of this name. */
    public static final class FormException extends Exception {
        private FormException() {}
    }
}
