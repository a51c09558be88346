package org.jenkinsci.plugins.credentialsbinding.masking;

import hudson.console.LineTransformationOutputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Declaration of the Jenkins type of this name. */
public class SecretPatterns {
    private SecretPatterns() {}

    public static Pattern getAggregateSecretPattern(Collection<String> inputs) {
        throw null;
    }

    /** Declaration of the Jenkins type of this name. */
    public static class MaskingOutputStream extends LineTransformationOutputStream.Delegating {
        public MaskingOutputStream(OutputStream out, Supplier<Pattern> secretPattern, String charsetName) {
            throw null;
        }

        @Override
        public void write(int b) {
            throw null;
        }
    }
}
