package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * Pairs the layers of two images: those of the base images as one; then each with the first in the other image that has
 * the same stage and instruction; then the same instruction in any stage, since stages get other names; then the same
 * stage and the same beginning of the instruction ({@code RUN pip}), since versions and flags change; then that in any
 * stage. What is left over was added or removed.
 */
final class LayerPairs {

    private final List<Pair> pairs = new ArrayList<>();
    private final List<Item> before;
    private final List<Item> after;

    private LayerPairs(List<Item> before, List<Item> after) {
        this.before = before;
        this.after = after;
    }

    /**
     * A layer, or those of the base image together.
     *
     * @param stage key of its stage; null where it is of none
     * @param shown display name of its stage; null likewise
     */
    record Item(
            boolean base,
            @CheckForNull String stage,
            @CheckForNull String shown,
            String instruction,
            @CheckForNull Integer line,
            long bytes) {

        /** Its keyword and the next word that is no flag. */
        String beginning() {
            String[] words = instruction.split(" +", 12);
            for (int i = 1; i < words.length; i++) {
                if (!words[i].startsWith("--")) {
                    return words[0] + " " + words[i];
                }
            }
            return instruction;
        }
    }

    /** A layer then and now; one of them is null where it was added or removed. */
    record Pair(@CheckForNull Item before, @CheckForNull Item after) {}

    /** Pairs the layers of two reports; none where one of them has no image. */
    static List<Pair> of(BuildReport earlier, BuildReport now) {
        BuildReport.ImageReport then = earlier.image();
        BuildReport.ImageReport image = now.image();
        return then == null || image == null
                ? List.of()
                : new LayerPairs(items(earlier, then), items(now, image)).pair();
    }

    private List<Pair> pair() {
        pair((a, b) -> a.base() && b.base());
        pair((a, b) -> sameStage(a, b) && a.instruction().equals(b.instruction()));
        pair((a, b) -> a.instruction().equals(b.instruction()));
        pair((a, b) -> sameStage(a, b) && a.beginning().equals(b.beginning()));
        pair((a, b) -> !a.base() && !b.base() && a.beginning().equals(b.beginning()));
        after.forEach(item -> pairs.add(new Pair(null, item)));
        before.forEach(item -> pairs.add(new Pair(item, null)));
        return pairs;
    }

    private static boolean sameStage(Item a, Item b) {
        return a.base() == b.base() && Objects.equals(a.stage(), b.stage());
    }

    /** Takes out of both lists what fits, in the order of the images. */
    private void pair(BiPredicate<Item, Item> fits) {
        Iterator<Item> left = after.iterator();
        while (left.hasNext()) {
            Item item = left.next();
            Item other = before.stream()
                    .filter(each -> fits.test(each, item))
                    .findFirst()
                    .orElse(null);
            if (other != null) {
                pairs.add(new Pair(other, item));
                before.remove(other);
                left.remove();
            }
        }
    }

    private static List<Item> items(BuildReport report, BuildReport.ImageReport image) {
        List<Item> items = new ArrayList<>();
        long base = 0;
        boolean based = false;
        for (BuildReport.LayerReport layer : image.layers()) {
            if (layer.fromBase()) {
                base += layer.sizeBytes();
                based = true;
            } else {
                Integer index = layer.stage();
                BuildReport.StageReport stage = index == null ? null : report.stage(index);
                items.add(new Item(
                        false,
                        stage == null ? null : StageKeys.of(report, stage),
                        stage == null ? null : stage.displayName(),
                        layer.instruction(),
                        layer.line(),
                        layer.sizeBytes()));
            }
        }
        if (based) {
            String ref = image.base();
            items.add(0, new Item(true, null, null, "FROM " + (ref == null ? "the base image" : ref), null, base));
        }
        return items;
    }
}
