package io.jenkins.plugins.multistagebuild.step;

import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A value that a Pipeline saves encrypted, with the controller's own key. */
final class Sealed implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Encrypted. */
    private final String content;

    private Sealed(String content) {
        this.content = content;
    }

    /** Seals a value of serialisable parts as it is now. */
    static Sealed of(Object value) throws IOException {
        return new Sealed(Secret.fromString(text(value)).getEncryptedValue());
    }

    private static String text(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeObject(value);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Whether a value is as it was when it was sealed. */
    boolean holds(Object value) throws IOException {
        return Secret.fromString(content).getPlainText().equals(text(value));
    }

    /** The value as it was when it was sealed. */
    Object open() throws IOException, ClassNotFoundException {
        byte[] bytes = Base64.getDecoder().decode(Secret.fromString(content).getPlainText());
        try (ObjectInputStream in = new ObjectInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            return in.readObject();
        }
    }
}
