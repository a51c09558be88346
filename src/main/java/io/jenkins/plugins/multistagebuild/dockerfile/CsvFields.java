package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** The fields of a mount: one CSV line, fields with commas in double quotes. */
final class CsvFields {

    private CsvFields() {}

    static List<String> split(String line) throws RefusedException {
        if (line.isEmpty()) {
            throw new RefusedException("it is empty; name at least a type and a target");
        }
        List<String> fields = new ArrayList<>();
        int position = 0;
        while (true) {
            int end;
            if (line.startsWith("\"", position)) {
                StringBuilder field = new StringBuilder();
                end = quoted(line, position + 1, field);
                fields.add(field.toString());
            } else {
                end = line.indexOf(',', position);
                end = end < 0 ? line.length() : end;
                String field = line.substring(position, end);
                if (field.indexOf('"') >= 0) {
                    throw new RefusedException("a double quote stands inside the field " + Quoted.text(field)
                            + "; put the whole field in quotes");
                }
                fields.add(field);
            }
            if (end >= line.length()) {
                return fields;
            }
            position = end + 1;
        }
    }

    private static int quoted(String line, int start, StringBuilder field) throws RefusedException {
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '"') {
                field.append(c);
            } else if (line.startsWith("\"", i + 1)) {
                field.append(c);
                i++;
            } else if (i + 1 == line.length() || line.charAt(i + 1) == ',') {
                return i + 1;
            } else {
                break;
            }
        }
        throw new RefusedException("a field in double quotes is not closed before its comma");
    }
}
