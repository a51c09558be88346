package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The variables that a word may name. */
public interface Variables {

    /**
     * The value of a variable, or null where it is not set.
     *
     * @throws RefusedException where the variables have made too much work
     */
    @CheckForNull
    String value(String name) throws RefusedException;

    /** Counts steps that a pattern makes on a value. */
    default void spend(long steps) throws RefusedException {}

    /** The names that are set, for suggestions. */
    Collection<String> names();

    /** Nothing is set. */
    static Variables none() {
        return of(Map.of());
    }

    /** The variables of a map; changes of the map show. */
    static Variables of(Map<String, String> values) {
        return new Variables() {
            @Override
            public String value(String name) {
                return values.get(name);
            }

            @Override
            public Collection<String> names() {
                return List.copyOf(values.keySet());
            }
        };
    }
}
