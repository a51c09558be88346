package jenkins.model;

import hudson.model.ModelObject;

/** Declaration of the Jenkins type of this name. */
public interface FullyNamedModelObject extends ModelObject {
    String getFullDisplayName();
}
