package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.text.AttributedCharacterIterator;
import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Supplier;

/**
 * The texts of pages, out of {@code Wording.properties}, in the language that is drawn in: as with Jenkins' own texts that is
 * the thread's. What a report's JSON holds is English whatever the language; it is said again where it is shown.
 */
public final class Wording {

    private static final String NAME = Wording.class.getName();
    private static final ResourceBundle ENGLISH = bundle(Locale.ROOT);
    private static final ThreadLocal<ResourceBundle> TEXTS = ThreadLocal.withInitial(() -> ENGLISH);

    private Wording() {}

    /**
     * Draws in a language; in English where there are no texts of it.
     *
     * @param language of whoever will look at it
     */
    public static <T> T in(Locale language, Supplier<T> drawing) {
        ResourceBundle before = TEXTS.get();
        TEXTS.set(bundle(language));
        try {
            return drawing.get();
        } finally {
            if (before == ENGLISH) {
                TEXTS.remove();
            } else {
                TEXTS.set(before);
            }
        }
    }

    /** The language that texts are in, as HTML names it, of those that there are. */
    public static String language(Locale language) {
        return bundle(language).getString("language");
    }

    private static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                NAME,
                language,
                Wording.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /**
     * A text.
     *
     * @param values what its places stand for
     */
    static String of(String key, Object... values) {
        return format(TEXTS.get().getString(key)).format(values);
    }

    /** Numbers are written as Docker and the terminal write them, whatever the language. */
    private static MessageFormat format(String pattern) {
        return new MessageFormat(pattern, Locale.ROOT);
    }

    /** A text in which some of the values are markup. */
    static Markup markup(String key, Object... values) {
        Markup html = new Markup();
        AttributedCharacterIterator text = format(TEXTS.get().getString(key)).formatToCharacterIterator(values);
        while (text.getIndex() < text.getEndIndex()) {
            int end = text.getRunLimit(MessageFormat.Field.ARGUMENT);
            Object place = text.getAttribute(MessageFormat.Field.ARGUMENT);
            if (place instanceof Integer index && values[index] instanceof Markup value) {
                html.add(value);
            } else {
                StringBuilder part = new StringBuilder();
                for (int i = text.getIndex(); i < end; i++) {
                    part.append(text.setIndex(i));
                }
                html.text(part.toString());
            }
            text.setIndex(end);
        }
        return html;
    }

    /** A state or result; one that is not known, since a report may come from a file, as it is. */
    static String state(String state) {
        ResourceBundle texts = TEXTS.get();
        return texts.containsKey("state." + state) ? texts.getString("state." + state) : state;
    }

    /**
     * Says again what a report holds in English.
     *
     * @param group the key of the text, or what the keys of the texts begin with of which it may be one
     * @return the same where it is none of them, or the language is English
     */
    static String again(String group, String english) {
        ResourceBundle texts = TEXTS.get();
        if (isEnglish()) {
            return english;
        }
        return ENGLISH.keySet().stream()
                .filter(key -> key.equals(group) || key.startsWith(group + "."))
                // of two that fit the longer text tells more
                .sorted(Comparator.comparingInt(
                                (String key) -> -ENGLISH.getString(key).length())
                        .thenComparing(Comparator.naturalOrder()))
                .map(key -> said(ENGLISH.getString(key), english, texts.getString(key)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(english);
    }

    private static Optional<String> said(String pattern, String english, String other) {
        return Optional.ofNullable(values(pattern, english))
                .map(values -> format(other).format(values));
    }

    /** A gate's message: what was measured, and behind a semicolon what else there is to say. */
    public static String gate(String english) {
        String[] parts = english.split("; ", 2);
        String measured = again("gate", parts[0]);
        return parts.length == 1 ? measured : measured + "; " + again("gate", parts[1]);
    }

    /** Why a run did not succeed, on its first line; what engine and stage said stays as it is. */
    public static String failure(String english) {
        String[] lines = english.split("\n", 2);
        String why = again("failed", lines[0]);
        return lines.length == 1 ? why : why + "\n" + lines[1];
    }

    /** What happened to a host, with why. */
    static String host(String english) {
        String[] parts = english.split(": ", 2);
        return again("hosts", parts.length == 1 ? english : parts[0] + ": " + again("failed", parts[1]));
    }

    /** Why an image could not be looked into: of its own, or since the run was ended. */
    static String unseen(String english) {
        String why = again("unseen", english);
        return why.equals(english) ? again("failed", english) : why;
    }

    /**
     * What a rule found in a Dockerfile.
     *
     * @param rule its name; a report from elsewhere may name one that is not known here
     */
    public static String finding(String rule, String english) {
        return again("finding." + rule, english);
    }

    /** Whether texts are in the language of the JSON. */
    static boolean isEnglish() {
        return TEXTS.get().getString("language").equals(ENGLISH.getString("language"));
    }

    /** What the places of a pattern stand for in a text; null where the text is not made from it. */
    @CheckForNull
    private static Object[] values(String pattern, String text) {
        ParsePosition at = new ParsePosition(0);
        Object[] values = format(pattern).parse(text, at);
        return values != null && at.getIndex() == text.length() ? values : null;
    }
}
