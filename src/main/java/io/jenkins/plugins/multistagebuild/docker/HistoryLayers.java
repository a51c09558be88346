package io.jenkins.plugins.multistagebuild.docker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells which entries of an image's history brought a layer. {@code docker history} does not say it; what is known are
 * the number of layers, the size that each entry adds, and its text.
 */
final class HistoryLayers {

    /** Instructions that only change configuration, as BuildKit and the classic builder write them down. */
    private static final Pattern CONFIGURATION = Pattern.compile(
            "^(/bin/sh -c #\\(nop\\) +)?(arg|cmd|entrypoint|env|expose|healthcheck|label|maintainer|onbuild|shell|stopsignal|user|volume)\\b.*",
            Pattern.DOTALL);

    private HistoryLayers() {}

    /**
     * For each entry whether it has a layer.
     *
     * @param texts what made each entry, oldest first
     * @param sizes bytes that each adds
     * @param layers number of layers of the image
     * @return all false where the numbers do not come out even
     */
    static List<Boolean> match(List<String> texts, List<Long> sizes, int layers) {
        List<Boolean> result = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            result.add(sizes.get(i) > 0
                    || !CONFIGURATION
                            .matcher(texts.get(i).toLowerCase(Locale.ROOT))
                            .matches());
        }
        int found = Collections.frequency(result, true);
        // A classic WORKDIR that exists already leaves an entry without a layer, told by nothing but the numbers.
        for (int i = 0; i < texts.size() && found > layers; i++) {
            if (result.get(i)
                    && sizes.get(i) == 0
                    && texts.get(i).toLowerCase(Locale.ROOT).contains("workdir")) {
                result.set(i, false);
                found--;
            }
        }
        return found == layers ? result : new ArrayList<>(Collections.nCopies(texts.size(), false));
    }
}
