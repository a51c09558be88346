package jenkins.model;

import jenkins.management.Badge;

/** Declaration of the Jenkins type of this name. */
public interface Badgeable {
    default Badge getBadge() {
        throw null;
    }
}
