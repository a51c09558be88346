package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.List;

/**
 * A {@code --mount} of RUN. What its fields mean is known only once variables are expanded; only {@code from} takes none.
 *
 * @param fields its fields as written, each {@code key=value} or a word
 * @param from the stage, image or context that it names; empty where it names none
 */
public record MountFlag(List<String> fields, String from) {

    public MountFlag {
        fields = List.copyOf(fields);
    }

    static MountFlag read(String value) throws RefusedException {
        List<String> fields;
        try {
            fields = CsvFields.split(value);
        } catch (RefusedException e) {
            throw new RefusedException("RUN --mount=" + Quoted.text(value) + ": " + e.getMessage(), "--mount=" + value);
        }
        String from = "";
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals >= 0 && Characters.lower(field.substring(0, equals)).equals("from")) {
                from = field.substring(equals + 1);
                int dollar = from.indexOf('$');
                if (dollar >= 0 && dollar != from.length() - 1) {
                    throw new RefusedException(
                            "RUN --mount from=" + Quoted.text(from)
                                    + " takes no variables; give the stage a fixed name with FROM … AS name",
                            "from=" + from);
                }
            }
        }
        return new MountFlag(fields, from);
    }
}
