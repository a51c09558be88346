package io.jenkins.plugins.multistagebuild.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Notes on the controller's disk up to which byte an engine run's output went into the logs. After a crash the build
 * reads again from where its state was saved; what stands in the logs already is then not written twice.
 */
final class Consumed {

    private final Path file;
    private final Properties bytes = new Properties();

    private Consumed(Path file) {
        this.file = file;
    }

    static Consumed open(Path folder) throws IOException {
        Consumed consumed = new Consumed(Files.createDirectories(folder).resolve("consumed.properties"));
        if (Files.exists(consumed.file)) {
            try (var in = Files.newInputStream(consumed.file)) {
                consumed.bytes.load(in);
            }
        }
        return consumed;
    }

    /** Up to which byte a unit's output stands in the logs. */
    long of(int unit) {
        return Long.parseLong(bytes.getProperty(Integer.toString(unit), "0"));
    }

    void put(int unit, long upTo) throws IOException {
        if (upTo <= of(unit)) {
            return;
        }
        bytes.setProperty(Integer.toString(unit), Long.toString(upTo));
        Path next = file.resolveSibling("consumed.next");
        try (var out = Files.newOutputStream(next)) {
            bytes.store(out, null);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
