package hudson.model;

/** Declaration of the Jenkins type of this name. */
public interface TopLevelItem extends Item {}
