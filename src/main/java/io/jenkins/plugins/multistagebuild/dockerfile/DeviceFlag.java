package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.List;
import java.util.Set;

/** A {@code --device} of RUN: only checked, it has no part in the graph. */
final class DeviceFlag {

    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False");

    private DeviceFlag() {}

    static void check(String value) throws RefusedException {
        List<String> fields;
        try {
            fields = CsvFields.split(value);
        } catch (RefusedException e) {
            throw new RefusedException("RUN --device=" + Quoted.text(value) + ": " + e.getMessage());
        }
        String name = "";
        for (String field : fields) {
            int equals = field.indexOf('=');
            String key = Characters.lower(equals < 0 ? field : field.substring(0, equals));
            String setting = equals < 0 ? "" : field.substring(equals + 1);
            if (key.equals("required")) {
                if (equals >= 0 && !BOOLEANS.contains(setting)) {
                    throw new RefusedException("RUN --device: required is true or false, not " + Quoted.text(setting));
                }
            } else if (key.equals("name") && equals >= 0) {
                if (!name.isEmpty()) {
                    throw new RefusedException("RUN --device names two devices; use one flag for each");
                }
                name = setting;
            } else if (name.isEmpty()) {
                name = field;
            } else {
                throw new RefusedException(
                        "RUN --device has no field " + Quoted.text(field) + "; there are name and required");
            }
        }
    }
}
