package io.jenkins.plugins.multistagebuild.page;

import io.jenkins.plugins.multistagebuild.report.Wording;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jvnet.localizer.LocaleProvider;

/** Texts that Java code shows, in the language of whoever looks at them. */
public final class Texts {

    private static final String BUNDLE = Texts.class.getName();

    private Texts() {}

    /**
     * A text.
     *
     * @param key its key in {@code Texts.properties}
     * @param values what its places stand for
     */
    public static String of(String key, Object... values) {
        Locale locale = LocaleProvider.getLocale();
        String text = ResourceBundle.getBundle(
                        BUNDLE,
                        locale,
                        Texts.class.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
        return new MessageFormat(text, locale).format(values);
    }

    /** Draws a part of a page in that language. */
    static String draw(Supplier<String> drawing) {
        return Wording.in(LocaleProvider.getLocale(), drawing);
    }

    /** The language that parts of pages are drawn in. */
    static String language() {
        return Wording.language(LocaleProvider.getLocale());
    }
}
