package io.jenkins.plugins.multistagebuild.dockerfile;

/** Sizes such as {@code 64m}, {@code 1.5GiB} or {@code 512}. */
final class ByteSize {

    private static final int MAX_TEXT = 64;

    private ByteSize() {}

    static boolean isOne(String text) {
        int last = text.length() - 1;
        while (last >= 0 && !isDigit(text.charAt(last)) && text.charAt(last) != '.' && text.charAt(last) != ' ') {
            last--;
        }
        if (last < 0 || text.length() > MAX_TEXT) {
            return false;
        }
        String number = text.substring(0, text.charAt(last) == ' ' ? last : last + 1);
        return isNumber(number) && isUnit(Characters.lower(text.substring(last + 1)));
    }

    private static boolean isUnit(String unit) {
        if (unit.isEmpty() || unit.equals("b")) {
            return true;
        }
        String rest = unit.substring(1);
        return "kmgtp".indexOf(unit.charAt(0)) >= 0 && (rest.isEmpty() || rest.equals("b") || rest.equals("ib"));
    }

    private static boolean isNumber(String number) {
        String digits = number.startsWith("+") ? number.substring(1) : number;
        int dot = digits.indexOf('.');
        return digits.chars().anyMatch(c -> c != '.')
                && digits.chars().allMatch(c -> c == '.' || isDigit(c))
                && dot == digits.lastIndexOf('.');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
