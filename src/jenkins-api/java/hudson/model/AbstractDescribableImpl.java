package hudson.model;

/** Declaration of the Jenkins type of this name. */
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {}
