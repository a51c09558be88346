package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places for the stages of a graph, in layers from left to right, by the method of Sugiyama, Tagawa and Toda (1981): every
 * stage to the right of all that it needs, long edges through a cell in each layer between, the order in a layer by the
 * middle of the neighbours, and then heights that come as near to the neighbours' as the order lets them.
 */
final class GraphLayout {

    /** More cells than a picture has room for. */
    private static final int MOST_CELLS = 1_500;

    private static final int SWEEPS = 8;

    /** A stage in its layer, or a place through which an edge passes. */
    static final class Cell {

        private final int stage;
        private final int layer;
        private final double height;
        private final List<Cell> left = new ArrayList<>();
        private final List<Cell> right = new ArrayList<>();
        private double wish;
        private double y;

        private Cell(int stage, int layer, double height) {
            this.stage = stage;
            this.layer = layer;
            this.height = height;
        }

        /** The stage's index; -1 where an edge passes. */
        int stage() {
            return stage;
        }

        int layer() {
            return layer;
        }

        /** The middle of it. */
        double y() {
            return y;
        }

        List<Cell> left() {
            return left;
        }
    }

    private final List<List<Cell>> layers = new ArrayList<>();
    private final double gap;
    private int cells;

    /**
     * A layout.
     *
     * @param needed for each stage the stages that it needs, all of which come before it
     * @param height height of a stage
     * @param gap between two stages of a layer
     */
    GraphLayout(List<List<Integer>> needed, double height, double gap) {
        this.gap = gap;
        int[] ranks = ranks(needed);
        place(needed, ranks, height);
        if (isDrawn()) {
            order();
            align();
        }
    }

    /** Whether there is a picture; there is none of a graph that is too large. */
    boolean isDrawn() {
        return cells <= MOST_CELLS;
    }

    List<List<Cell>> layers() {
        return layers;
    }

    /** From the upper edge of the highest cell to the lower edge of the lowest. */
    double height() {
        return layers.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.y + cell.height / 2)
                .max()
                .orElse(0);
    }

    /** One more than the largest of what is needed; what only others need stands as near to them as it can. */
    private static int[] ranks(List<List<Integer>> needed) {
        int[] ranks = new int[needed.size()];
        int[] users = new int[needed.size()];
        for (int i = 0; i < ranks.length; i++) {
            for (int each : needed.get(i)) {
                ranks[i] = Math.max(ranks[i], ranks[each] + 1);
                users[each]++;
            }
        }
        int[] nearest = new int[ranks.length];
        Arrays.fill(nearest, Integer.MAX_VALUE);
        for (int i = ranks.length - 1; i >= 0; i--) {
            if (nearest[i] < Integer.MAX_VALUE && users[i] > needed.get(i).size()) {
                ranks[i] = nearest[i] - 1;
            }
            for (int each : needed.get(i)) {
                nearest[each] = Math.min(nearest[each], ranks[i]);
            }
        }
        return ranks;
    }

    private void place(List<List<Integer>> needed, int[] ranks, double height) {
        List<Cell> stages = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
            stages.add(add(i, ranks[i], height));
        }
        for (int i = 0; i < ranks.length; i++) {
            for (int each : needed.get(i)) {
                Cell from = stages.get(each);
                for (int layer = ranks[each] + 1; layer < ranks[i] && isDrawn(); layer++) {
                    Cell pass = add(-1, layer, 0);
                    join(from, pass);
                    from = pass;
                }
                join(from, stages.get(i));
            }
        }
    }

    private Cell add(int stage, int layer, double height) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        Cell cell = new Cell(stage, layer, height);
        layers.get(layer).add(cell);
        cells++;
        return cell;
    }

    private static void join(Cell from, Cell to) {
        from.right.add(to);
        to.left.add(from);
    }

    private void order() {
        number();
        List<List<Cell>> best = copy();
        long fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            boolean rightwards = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Cell> layer = layers.get(rightwards ? i : layers.size() - 1 - i);
                layer.forEach(cell -> cell.wish = middle(rightwards ? cell.left : cell.right, cell.y));
                layer.sort(Comparator.comparingDouble(cell -> cell.wish));
                number(layer);
            }
            long crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        layers.clear();
        layers.addAll(best);
        number();
    }

    private List<List<Cell>> copy() {
        List<List<Cell>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private void number() {
        layers.forEach(GraphLayout::number);
    }

    private static void number(List<Cell> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).y = i;
        }
    }

    private static double middle(List<Cell> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(Cell::y).average().orElse(otherwise);
    }

    private long crossings() {
        long crossings = 0;
        for (List<Cell> layer : layers) {
            List<double[]> edges = new ArrayList<>();
            layer.forEach(cell -> cell.right.forEach(to -> edges.add(new double[] {cell.y, to.y})));
            for (int i = 0; i < edges.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if ((edges.get(i)[0] - edges.get(j)[0]) * (edges.get(i)[1] - edges.get(j)[1]) < 0) {
                        crossings++;
                    }
                }
            }
        }
        return crossings;
    }

    private void align() {
        for (List<Cell> layer : layers) {
            double y = 0;
            for (Cell cell : layer) {
                cell.y = y + cell.height / 2;
                y += cell.height + gap;
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean rightwards = sweep % 2 != 0;
            for (int i = 0; i < layers.size(); i++) {
                List<Cell> layer = layers.get(rightwards ? i : layers.size() - 1 - i);
                layer.forEach(cell -> cell.wish = middle(rightwards ? cell.left : cell.right, cell.y));
                double[] ys = Heights.nearest(
                        layer.stream().mapToDouble(cell -> cell.wish).toArray(), distances(layer));
                for (int j = 0; j < ys.length; j++) {
                    layer.get(j).y = ys[j];
                }
            }
        }
        double top = layers.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.y - cell.height / 2)
                .min()
                .orElse(0);
        layers.forEach(layer -> layer.forEach(cell -> cell.y -= top));
    }

    private double[] distances(List<Cell> layer) {
        double[] distances = new double[layer.size()];
        for (int i = 1; i < distances.length; i++) {
            Cell upper = layer.get(i - 1);
            Cell lower = layer.get(i);
            boolean stages = upper.stage >= 0 && lower.stage >= 0;
            distances[i] = (upper.height + lower.height) / 2 + (stages ? gap : gap * 3 / 4);
        }
        return distances;
    }
}
