package io.jenkins.plugins.multistagebuild.dockerfile;

import java.util.Arrays;
import java.util.BitSet;

/** The pattern of {@code ${NAME#pattern}} and its relatives: {@code *} is any text, {@code ?} one character. */
final class WildcardPattern {

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;
    private static final int MAX_LENGTH = 1 << 20;

    private final int[] tokens;
    private final Variables budget;

    private WildcardPattern(int[] tokens, Variables budget) {
        this.tokens = tokens;
        this.budget = budget;
    }

    static WildcardPattern parse(String pattern, Variables budget) throws RefusedException {
        int[] source = pattern.codePoints().toArray();
        int[] tokens = new int[source.length];
        int count = 0;
        for (int i = 0; i < source.length; i++) {
            int c = source[i];
            if (c == '*') {
                tokens[count++] = ANY_TEXT;
            } else if (c == '?') {
                tokens[count++] = ANY_CHARACTER;
            } else if (c == '\\') {
                int escaped = i + 1 < source.length ? source[i + 1] : 0;
                if (escaped == '}' || escaped == '/') {
                    continue;
                }
                if (escaped != '*' && escaped != '?' && escaped != '\\') {
                    throw new RefusedException("the pattern " + pattern
                            + " holds a \\ that escapes nothing; only \\* \\? \\\\ \\} and \\/ may be escaped");
                }
                tokens[count++] = escaped;
                i++;
            } else {
                tokens[count++] = c;
            }
        }
        return new WildcardPattern(Arrays.copyOf(tokens, count), budget);
    }

    /** The pattern read from its end, for use on a text read from its end. */
    static WildcardPattern reversed(String pattern, Variables budget) throws RefusedException {
        WildcardPattern forward = parse(pattern, budget);
        reverse(forward.tokens);
        return forward;
    }

    String withoutPrefix(String text, boolean longest) throws RefusedException {
        int[] value = text.codePoints().toArray();
        int end = matchEnd(value, 0, longest);
        return end < 0 ? text : new String(value, end, value.length - end);
    }

    /** For a {@link #reversed} pattern. */
    String withoutSuffix(String text, boolean longest) throws RefusedException {
        int[] value = text.codePoints().toArray();
        reverse(value);
        int end = matchEnd(value, 0, longest);
        if (end < 0) {
            return text;
        }
        int[] rest = Arrays.copyOfRange(value, end, value.length);
        reverse(rest);
        return new String(rest, 0, rest.length);
    }

    String replace(String text, String replacement, boolean all) throws RefusedException {
        int[] value = text.codePoints().toArray();
        StringBuilder result = new StringBuilder();
        int copied = 0;
        int lastEnd = -1;
        for (int start = 0; start <= value.length; ) {
            int end = matchEnd(value, start, true);
            if (end < 0 || (end == start && start == lastEnd)) {
                start++;
                continue;
            }
            result.append(new String(value, copied, start - copied));
            result.append(all ? fill(replacement, new String(value, start, end - start)) : replacement);
            if (result.length() > MAX_LENGTH) {
                throw new RefusedException("the value grows beyond " + MAX_LENGTH + " characters by its replacements");
            }
            copied = end;
            lastEnd = end;
            if (!all) {
                break;
            }
            start = end == start ? start + 1 : end;
        }
        return result.append(new String(value, copied, value.length - copied)).toString();
    }

    /** {@code $0} in the replacement of {@code //} is the match, any other {@code $name} is empty, {@code $$} a dollar. */
    private static String fill(String replacement, String match) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '$' || i + 1 == replacement.length()) {
                result.append(c);
                continue;
            }
            if (replacement.charAt(i + 1) == '$') {
                result.append('$');
                i++;
                continue;
            }
            boolean braces = replacement.charAt(i + 1) == '{';
            int start = braces ? i + 2 : i + 1;
            int end = start;
            while (end < replacement.length()
                    && (Character.isLetterOrDigit(replacement.charAt(end)) || replacement.charAt(end) == '_')) {
                end++;
            }
            if (end == start || (braces && (end == replacement.length() || replacement.charAt(end) != '}'))) {
                result.append(c);
                continue;
            }
            if (replacement.substring(start, end).equals("0")) {
                result.append(match);
            }
            i = braces ? end : end - 1;
        }
        return result.toString();
    }

    /** End of the longest or shortest match that starts at a position, or -1. A wildcard never runs over a line end. */
    private int matchEnd(int[] value, int start, boolean longest) throws RefusedException {
        BitSet reached = new BitSet();
        reached.set(0);
        for (int token : tokens) {
            reached = token == ANY_TEXT ? spread(value, start, reached) : advance(value, start, reached, token);
            if (reached.isEmpty()) {
                return -1;
            }
        }
        return start + (longest ? reached.length() - 1 : reached.nextSetBit(0));
    }

    private BitSet advance(int[] value, int start, BitSet reached, int token) throws RefusedException {
        BitSet advanced = new BitSet();
        budget.spend(reached.cardinality() + 1);
        for (int i = reached.nextSetBit(0); i >= 0 && start + i < value.length; i = reached.nextSetBit(i + 1)) {
            int c = value[start + i];
            if (token == ANY_CHARACTER ? c != '\n' : c == token) {
                advanced.set(i + 1);
            }
        }
        return advanced;
    }

    private BitSet spread(int[] value, int start, BitSet reached) throws RefusedException {
        BitSet spread = new BitSet();
        budget.spend(value.length - start + 1);
        for (int i = reached.nextSetBit(0); i >= 0; i = reached.nextSetBit(i + 1)) {
            spread.set(i);
            while (start + i < value.length && value[start + i] != '\n') {
                spread.set(++i);
            }
        }
        return spread;
    }

    private static void reverse(int[] array) {
        for (int i = 0, j = array.length - 1; i < j; i++, j--) {
            int swapped = array[i];
            array[i] = array[j];
            array[j] = swapped;
        }
    }
}
