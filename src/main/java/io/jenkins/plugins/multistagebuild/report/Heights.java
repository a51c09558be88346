package io.jenkins.plugins.multistagebuild.report;

/** Heights in a fixed order and with distances to keep, as near as they can be to those wished for. */
final class Heights {

    private Heights() {}

    /**
     * The heights whose squared differences from the wishes have the least sum, by pooling neighbours that are in each
     * other's way (Ayer, Brunk, Ewing, Reid and Silverman, 1955).
     *
     * @param wishes where each would like to be
     * @param distances how far each must at least be from the one before it; the first is not looked at
     */
    static double[] nearest(double[] wishes, double[] distances) {
        int count = wishes.length;
        double[] shifts = new double[count];
        double[] sums = new double[count];
        int[] sizes = new int[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            shifts[i] = i == 0 ? 0 : shifts[i - 1] + distances[i];
            sums[pools] = wishes[i] - shifts[i];
            sizes[pools] = 1;
            pools++;
            while (pools > 1 && sums[pools - 2] / sizes[pools - 2] > sums[pools - 1] / sizes[pools - 1]) {
                sums[pools - 2] += sums[pools - 1];
                sizes[pools - 2] += sizes[pools - 1];
                pools--;
            }
        }
        double[] heights = new double[count];
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int end = i + sizes[pool]; i < end; i++) {
                heights[i] = sums[pool] / sizes[pool] + shifts[i];
            }
        }
        return heights;
    }
}
