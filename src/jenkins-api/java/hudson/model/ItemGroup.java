package hudson.model;

import java.util.Collection;

/** Declaration of the Jenkins type of this name. */
public interface ItemGroup<T extends Item> extends ModelObject {
    Collection<T> getItems();
}
