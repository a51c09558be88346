package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/**
 * What is known by name as long as a session of the controller lasts. A test starts several controllers in one process, one
 * after the other: each finds it empty.
 *
 * @param <V> what is known
 */
final class SessionMap<V> {

    private @CheckForNull Jenkins owner;
    private Map<String, V> map = new ConcurrentHashMap<>();

    /** Of the controller that runs now. */
    synchronized Map<String, V> map() {
        Jenkins now = Jenkins.get();
        if (owner != now) {
            owner = now;
            map = new ConcurrentHashMap<>();
        }
        return map;
    }
}
