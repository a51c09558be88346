package io.jenkins.plugins.multistagebuild.waste;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** The largest few of very many things; what does not belong to them is not even made. */
final class TopList<T> {

    private final int most;
    private final PriorityQueue<Item<T>> items = new PriorityQueue<>(
            (a, b) -> a.weight == b.weight ? Long.compare(b.order, a.order) : Long.compare(a.weight, b.weight));
    private long offered;

    TopList(int most) {
        this.most = most;
    }

    private record Item<T>(long weight, long order, T value) {}

    /** Takes a thing if it is one of the largest; of equal ones the first counts. */
    void offer(long weight, Supplier<T> thing) {
        offered++;
        if (items.size() < most) {
            items.add(new Item<>(weight, offered, thing.get()));
        } else if (most > 0 && weight > items.element().weight) {
            items.remove();
            items.add(new Item<>(weight, offered, thing.get()));
        }
    }

    /** The largest first. */
    List<T> values() {
        List<Item<T>> sorted = new ArrayList<>(items);
        sorted.sort(items.comparator().reversed());
        return sorted.stream().map(Item::value).toList();
    }
}
