package hudson;

/** Declaration of the Jenkins type of this name. */
public class Util {
    public static String fixEmptyAndTrim(String s) {
        throw null;
    }

    public static String getTimeSpanString(long duration) {
        throw null;
    }
}
