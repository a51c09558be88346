package io.jenkins.plugins.multistagebuild.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style sheet of a page that needs nothing besides itself: put together once, since that takes as long as all the rest of a page. */
final class PageStyle {

    /** The style sheet. */
    static final String SHEET = (css("standalone.css") + css("report.css")).replaceAll("\\s*\n\\s*", "\n");

    /** How a Content Security Policy names it. */
    static final String HASH = hash(SHEET);

    private PageStyle() {}

    private static String css(String name) {
        try (InputStream in = PageStyle.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet " + name + " of the report can't be read", e);
        }
    }

    private static String hash(String css) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
