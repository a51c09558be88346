package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.SplittableRandom;

/**
 * A map that is never changed: an addition makes a new one that shares nearly all with the old. So a stage inherits the
 * variables of its base at no cost, however many there are. A search tree balanced by chance (a treap).
 */
final class SharedMap<V> {

    private static final SplittableRandom CHANCE = new SplittableRandom(42);

    @CheckForNull
    private final Node<V> root;

    private SharedMap(@CheckForNull Node<V> root) {
        this.root = root;
    }

    static <V> SharedMap<V> empty() {
        return new SharedMap<>(null);
    }

    @CheckForNull
    V get(String key) {
        Node<V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    SharedMap<V> with(String key, V value) {
        int weight;
        synchronized (CHANCE) {
            weight = CHANCE.nextInt();
        }
        return new SharedMap<>(add(root, key, value, weight));
    }

    /** Recursive, but only as deep as the balanced tree. */
    private static <V> Node<V> add(@CheckForNull Node<V> node, String key, V value, int weight) {
        if (node == null) {
            return new Node<>(key, value, weight, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.weight, node.left, node.right);
        }
        if (order < 0) {
            Node<V> left = add(node.left, key, value, weight);
            return left.weight > node.weight
                    ? left.with(left.left, node.with(left.right, node.right))
                    : node.with(left, node.right);
        }
        Node<V> right = add(node.right, key, value, weight);
        return right.weight > node.weight
                ? right.with(node.with(node.left, right.left), right.right)
                : node.with(node.left, right);
    }

    private record Node<V>(String key, V value, int weight, @CheckForNull Node<V> left, @CheckForNull Node<V> right) {

        Node<V> with(@CheckForNull Node<V> newLeft, @CheckForNull Node<V> newRight) {
            return new Node<>(key, value, weight, newLeft, newRight);
        }
    }
}
