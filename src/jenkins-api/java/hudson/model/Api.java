package hudson.model;

/** Declaration of the Jenkins type of this name. */
public class Api extends AbstractModelObject {
    public Api(Object bean) {
        throw null;
    }

    @Override
    public String getDisplayName() {
        throw null;
    }
}
