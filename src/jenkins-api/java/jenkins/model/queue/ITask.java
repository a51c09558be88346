package jenkins.model.queue;

import jenkins.model.FullyNamedModelObject;

/** Declaration of the Jenkins type of this name. */
public interface ITask extends FullyNamedModelObject {
    default boolean hasAbortPermission() {
        throw null;
    }

    @Override
    default String getFullDisplayName() {
        throw null;
    }

    String getUrl();
}
