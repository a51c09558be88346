package net.sf.json;

/** Declaration of the Jenkins type of this name. */
public final class JSONObject {
    private JSONObject() {
        throw null;
    }

    public String optString(String key) {
        throw null;
    }

    public Object remove(String key) {
        throw null;
    }
}
