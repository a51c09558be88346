package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells which entries of an image's history brought which layer. {@code docker history} does not say it; what is known
 * are the number of layers, the size that each entry adds, and its text. Entries and layers are in the same order, an
 * entry that adds bytes has a layer, one that only changes configuration has none, and any other may have one: a RUN
 * that changes no file has one by BuildKit and none by the classic builder. Of all ways to give each layer an entry
 * under these rules, only that is told in which all ways agree.
 */
final class HistoryLayers {

    /** An entry without a layer, or one whose layer is not certain. */
    static final int NONE = -1;

    /** Instructions that only change configuration, as BuildKit and the classic builder write them down. */
    private static final Pattern CONFIGURATION = Pattern.compile(
            "^(/bin/sh -c #\\(nop\\) +)?(arg|cmd|entrypoint|env|expose|healthcheck|label|maintainer|onbuild|shell|stopsignal|user|volume)\\b.*"
                    // The root is there in every image.
                    + "|^(/bin/sh -c #\\(nop\\) +)?workdir /\\s*$",
            Pattern.DOTALL);

    private final List<Boolean> may = new ArrayList<>();
    private final List<Boolean> must = new ArrayList<>();
    private final int layers;

    private HistoryLayers(List<String> texts, List<Long> sizes, int layers) {
        this.layers = layers;
        for (int i = 0; i < texts.size(); i++) {
            must.add(sizes.get(i) > 0);
            may.add(sizes.get(i) > 0
                    || !CONFIGURATION
                            .matcher(texts.get(i).toLowerCase(Locale.ROOT))
                            .matches());
        }
    }

    /**
     * For each entry the index of its layer, the lowest being 0, or {@link #NONE}; null where the entries can't have these
     * layers, so that the history does not tell of all of them and is not to be trusted.
     *
     * @param texts what made each entry, oldest first
     * @param sizes bytes that each adds
     * @param layers number of layers of the image
     */
    @CheckForNull
    static List<Integer> match(List<String> texts, List<Long> sizes, int layers) {
        return new HistoryLayers(texts, sizes, layers).match();
    }

    @CheckForNull
    private List<Integer> match() {
        int entries = may.size();
        List<BitSet> before = new ArrayList<>();
        BitSet reached = new BitSet();
        reached.set(0);
        for (int i = 0; i < entries; i++) {
            before.add(reached);
            reached = after(reached, i);
        }
        if (!reached.get(layers)) {
            return null;
        }
        Integer[] result = new Integer[entries];
        BitSet good = new BitSet();
        good.set(layers);
        for (int i = entries - 1; i >= 0; i--) {
            BitSet with = may.get(i) ? down(good) : new BitSet();
            BitSet without = must.get(i) ? new BitSet() : (BitSet) good.clone();
            with.and(before.get(i));
            without.and(before.get(i));
            result[i] = without.isEmpty() && with.cardinality() == 1 ? with.nextSetBit(0) : NONE;
            with.or(without);
            good = with;
        }
        return List.of(result);
    }

    /** Numbers of layers that may have been given away after an entry. */
    private BitSet after(BitSet reached, int entry) {
        BitSet next = must.get(entry) ? new BitSet() : (BitSet) reached.clone();
        if (may.get(entry)) {
            reached.stream().filter(count -> count < layers).forEach(count -> next.set(count + 1));
        }
        return next;
    }

    private static BitSet down(BitSet counts) {
        BitSet down = new BitSet();
        counts.stream().filter(count -> count > 0).forEach(count -> down.set(count - 1));
        return down;
    }
}
