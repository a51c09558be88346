package io.jenkins.plugins.multistagebuild.dockerfile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts a line behind its keyword into flags and the rest.
 *
 * @param flags the flags, quotes and escapes taken away
 * @param rest what follows them
 */
record FlagWords(List<String> flags, String rest) {

    /** Flags are read byte by byte, as the frontend does: a letter beyond ASCII in a flag comes out as several. */
    static FlagWords read(String line, char escape) {
        int first = 0;
        while (first < line.length() && line.charAt(first) < 0x80 && isSpace(line.charAt(first))) {
            first++;
        }
        if (!line.startsWith("--", first)) {
            return new FlagWords(List.of(), line.substring(first));
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        List<String> flags = new ArrayList<>();
        int position = 0;
        while (true) {
            while (position < bytes.length && isSpace(bytes[position] & 0xFF)) {
                position++;
            }
            if (position + 1 >= bytes.length || bytes[position] != '-' || bytes[position + 1] != '-') {
                return new FlagWords(flags, from(bytes, position));
            }
            StringBuilder flag = new StringBuilder();
            int end = readOne(bytes, position, escape, flag);
            if (flag.toString().equals("--")) {
                return new FlagWords(flags, from(bytes, end));
            }
            flags.add(flag.toString());
            position = end;
        }
    }

    private static int readOne(byte[] bytes, int start, char escape, StringBuilder flag) {
        int quote = 0;
        int i = start;
        for (; i < bytes.length; i++) {
            int c = bytes[i] & 0xFF;
            if (quote == 0 && isSpace(c)) {
                break;
            }
            if (quote == 0 ? c == '\'' || c == '"' : c == quote) {
                quote = quote == 0 ? c : 0;
                continue;
            }
            if (c == escape) {
                if (i + 1 == bytes.length) {
                    continue;
                }
                c = bytes[++i] & 0xFF;
            }
            flag.append((char) c);
        }
        return i;
    }

    private static String from(byte[] bytes, int position) {
        return new String(bytes, position, bytes.length - position, StandardCharsets.UTF_8);
    }

    private static boolean isSpace(int c) {
        return c < 0x100 && Characters.isSpace(c);
    }
}
