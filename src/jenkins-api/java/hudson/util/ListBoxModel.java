package hudson.util;

import java.util.ArrayList;

/** Declaration of the Jenkins type of this name. */
public class ListBoxModel extends ArrayList<ListBoxModel.Option> {
    public void add(String displayName, String value) {
        throw null;
    }

    /** Declaration of the Jenkins type of this name. */
    public static final class Option {}
}
