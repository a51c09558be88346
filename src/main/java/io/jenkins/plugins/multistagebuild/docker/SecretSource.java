package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a secret comes from, as {@code --secret} says it (buildx util/buildflags/secrets.go, BuildKit
 * session/secrets/secretsprovider). Where neither path nor variable is given, it is the environment variable with the
 * secret's name, else the file with that name.
 *
 * @param id what {@code RUN --mount=type=secret} calls it
 * @param path file that holds it; null where it is none
 * @param variable environment variable that holds it; null where it is none
 */
public record SecretSource(String id, @CheckForNull String path, @CheckForNull String variable) {

    /** A larger one is refused by BuildKit. */
    public static final long MAX_BYTES = 500 * 1024;

    private static final String EXAMPLE = "; write for example id=npmrc,src=.npmrc or id=token,env=TOKEN";

    /**
     * Reads the value of {@code --secret}.
     *
     * @throws IllegalArgumentException with what is wrong, in words for the user
     */
    public static SecretSource parse(String text) {
        String id = null;
        String path = null;
        String variable = null;
        boolean environment = false;
        for (String field : fields(text)) {
            int equals = field.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + field + "' is no field of the form key=value" + EXAMPLE);
            }
            String value = field.substring(equals + 1);
            switch (field.substring(0, equals).toLowerCase(Locale.ROOT)) {
                case "id" -> id = value;
                case "src", "source" -> path = value;
                case "env" -> variable = value;
                case "type" -> environment = isEnvironment(value);
                default -> throw new IllegalArgumentException("there is no field '" + field + "'" + EXAMPLE);
            }
        }
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("the id is missing" + EXAMPLE);
        }
        return environment && variable == null
                ? new SecretSource(id, null, path == null ? id : path)
                : new SecretSource(id, path, variable);
    }

    /**
     * The value of {@code --secret} for a file.
     *
     * @param path its path, in which anything may stand
     */
    public static String file(String id, String path) {
        String field = "src=" + path;
        return "id=" + id + "," + (path.matches("[^,\"\r\n]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"");
    }

    /** The client reads a line of CSV: what stands in quotation marks is one field, and two of them in it are one. */
    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && text.startsWith("\"\"", i)) {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    private static boolean isEnvironment(String type) {
        if (!type.equals("env") && !type.equals("file")) {
            throw new IllegalArgumentException("there is no type '" + type + "', only file and env" + EXAMPLE);
        }
        return type.equals("env");
    }
}
