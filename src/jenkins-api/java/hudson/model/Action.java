package hudson.model;

/** Declaration of the Jenkins type of this name. */
public interface Action extends ModelObject {
    String getIconFileName();

    @Override
    String getDisplayName();

    String getUrlName();
}
