package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps texts and lists of a report in bounds, and remembers what that cost: names, references and commands come from
 * files and engines, and can be of any length.
 */
final class Cuts {

    /** Most characters of a name, a reference, a version. */
    static final int NAME = 300;
    /** Most characters of an instruction. */
    static final int TEXT = 1_000;
    /** Most characters of a failure's message. */
    static final int MESSAGE = 4_000;
    /** Most instructions of a stage. */
    static final int INSTRUCTIONS = 1_000;
    /** Most layers, and most layers that a comparison tells of. */
    static final int LAYERS = 2_000;
    /** Most of everything else. */
    static final int ITEMS = 10_000;

    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final List<String> lists = new ArrayList<>();

    /** A text, or its beginning and an ellipsis: at most {@code most} characters and one. */
    String text(String what, String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        texts.merge(String.format(Locale.ROOT, "%s cut at %,d characters", what, most), 1, Integer::sum);
        return shorten(text, most);
    }

    /** A list, or its first elements. */
    <T> List<T> list(String what, List<T> list, int most) {
        if (list.size() <= most) {
            return list;
        }
        lists.add(String.format(Locale.ROOT, "%,d of %,d %s left out", list.size() - most, list.size(), what));
        return list.subList(0, most);
    }

    /** What was cut, in words. */
    List<String> told() {
        List<String> told = new ArrayList<>(lists.subList(0, Math.min(100, lists.size())));
        if (lists.size() > told.size()) {
            told.add(String.format(Locale.ROOT, "%,d more lists cut", lists.size() - told.size()));
        }
        texts.forEach((what, count) -> told.add(String.format(Locale.ROOT, "%,d %s", count, what)));
        return told;
    }

    /** The beginning of a text and an ellipsis; no half of a surrogate pair stays. */
    static String shorten(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
