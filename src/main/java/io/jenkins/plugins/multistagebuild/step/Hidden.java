package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.Secret;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.credentialsbinding.masking.SecretPatterns;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/**
 * Hides the secrets that a step itself has looked up, in all forms in which {@code withCredentials} hides its own. It is
 * saved with the Pipeline, in which the pattern stands encrypted.
 */
final class Hidden extends TaskListenerDecorator {

    private static final long serialVersionUID = 1L;

    /** A line, or what stands behind a sign of equality or a colon, that is shorter might be any word. */
    private static final int SHORTEST_PART = 8;

    private static final int MOST_PARTS = 500;
    private static final Pattern KEY = Pattern.compile("^.*?(?:=|:\\s)\\s*");

    private final Secret pattern;

    private Hidden(Secret pattern) {
        this.pattern = pattern;
    }

    /** What hides some secrets; null where there are none. */
    @CheckForNull
    static Hidden of(Set<String> secrets) {
        String pattern = SecretPatterns.getAggregateSecretPattern(secrets).pattern();
        return pattern.isEmpty() ? null : new Hidden(Secret.fromString(pattern));
    }

    /**
     * What of a secret must not be seen: the whole, each of its lines, and what stands behind a line's key. Bytes that are no
     * text are seen by nobody.
     */
    static Set<String> parts(byte[] secret) {
        Set<String> parts = new LinkedHashSet<>();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(secret))
                    .toString();
            parts.add(text.strip());
            for (String line : text.lines().map(String::strip).toList()) {
                String value = KEY.matcher(line).replaceFirst("").replaceAll("^[\"']+|[\"',]+$", "");
                if (line.length() >= SHORTEST_PART && parts.size() < MOST_PARTS) {
                    parts.add(line);
                    parts.add(value.length() >= SHORTEST_PART ? value : line);
                }
            }
        } catch (CharacterCodingException e) {
            parts.clear();
        }
        return parts;
    }

    @Override
    public OutputStream decorate(OutputStream logger) {
        return new SecretPatterns.MaskingOutputStream(
                logger, () -> Pattern.compile(pattern.getPlainText()), StandardCharsets.UTF_8.name());
    }
}
