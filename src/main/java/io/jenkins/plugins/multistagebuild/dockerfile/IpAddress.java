package io.jenkins.plugins.multistagebuild.dockerfile;

/** Judges addresses by their text alone; nothing is looked up. */
final class IpAddress {

    private static final int GROUPS = 8;

    private IpAddress() {}

    /** Whether a text is an address of version 4, or of version 6 with or without brackets. */
    static boolean isOne(String text) {
        if (text.startsWith("[")) {
            return text.endsWith("]") && isSix(text.substring(1, text.length() - 1));
        }
        return text.indexOf(':') >= 0 ? isSix(text) : isFour(text);
    }

    private static boolean isFour(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean possible = !part.isEmpty()
                    && part.length() <= 3
                    && part.chars().allMatch(c -> c >= '0' && c <= '9')
                    && (part.length() == 1 || part.charAt(0) != '0')
                    && Integer.parseInt(part) <= 255;
            if (!possible) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSix(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        int left = gap == 0 ? 0 : groups(text.substring(0, gap), false);
        int right = gap + 2 == text.length() ? 0 : groups(text.substring(gap + 2), true);
        return left >= 0 && right >= 0 && left + right < GROUPS;
    }

    private static int groups(String text, boolean fourAtEnd) {
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (fourAtEnd && i == parts.length - 1 && part.indexOf('.') >= 0) {
                if (!isFour(part)) {
                    return -1;
                }
                count += 2;
                continue;
            }
            if (part.isEmpty() || part.length() > 4 || !part.chars().allMatch(IpAddress::isHex)) {
                return -1;
            }
            count++;
        }
        return count;
    }

    private static boolean isHex(int c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}
