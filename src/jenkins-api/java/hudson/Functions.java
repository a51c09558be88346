package hudson;

/** Declaration of the Jenkins type of this name. */
public class Functions {
    public static boolean isArtifactsPermissionEnabled() {
        throw null;
    }
}
