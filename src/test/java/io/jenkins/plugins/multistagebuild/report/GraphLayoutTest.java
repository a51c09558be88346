package io.jenkins.plugins.multistagebuild.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {

    private static GraphLayout layout(List<List<Integer>> needed) {
        return new GraphLayout(needed, 40, 10);
    }

    private static GraphLayout.Cell stage(GraphLayout layout, int index) {
        return layout.layers().stream()
                .flatMap(List::stream)
                .filter(cell -> cell.stage() == index)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChainLiesOnALine() {
        GraphLayout layout = layout(List.of(List.of(), List.of(0), List.of(1)));

        for (int i = 0; i < 3; i++) {
            assertThat(stage(layout, i).layer()).isEqualTo(i);
            assertThat(stage(layout, i).y()).isEqualTo(20);
        }
        assertThat(layout.height()).isEqualTo(40);
    }

    @Test
    void whatManyNeedStandsInTheirMiddle() {
        GraphLayout layout = layout(List.of(List.of(), List.of(0), List.of(0), List.of(0), List.of(1, 2, 3)));

        assertThat(stage(layout, 0).y()).isEqualTo(stage(layout, 2).y());
        assertThat(stage(layout, 4).y()).isEqualTo(stage(layout, 2).y());
    }

    @Test
    void aStageThatNeedsNothingStandsBesideItsOnlyUser() {
        GraphLayout layout = layout(List.of(List.of(), List.of(0), List.of(), List.of(1, 2)));

        assertThat(stage(layout, 2).layer()).isEqualTo(1);
    }

    @Test
    void crossedLinesAreUncrossed() {
        // Sources 0 and 1, users in the opposite order.
        GraphLayout layout = layout(List.of(List.of(), List.of(), List.of(1), List.of(0)));

        assertThat(stage(layout, 0).y() < stage(layout, 1).y())
                .isEqualTo(stage(layout, 3).y() < stage(layout, 2).y());
    }

    @Test
    void noTwoStagesOverlapAndEveryStageIsRightOfWhatItNeeds() {
        Random random = new Random(3);
        for (int run = 0; run < 40; run++) {
            List<List<Integer>> needed = new ArrayList<>();
            for (int i = 0; i < 2 + run; i++) {
                int stage = i;
                needed.add(IntStream.range(0, i)
                        .filter(each -> random.nextInt(stage + 1) < 2)
                        .boxed()
                        .toList());
            }
            GraphLayout layout = layout(needed);
            for (List<GraphLayout.Cell> layer : layout.layers()) {
                List<GraphLayout.Cell> stages =
                        layer.stream().filter(cell -> cell.stage() >= 0).toList();
                for (int i = 1; i < stages.size(); i++) {
                    assertThat(stages.get(i).y() - stages.get(i - 1).y()).isGreaterThanOrEqualTo(49.999);
                }
                assertThat(layer).allMatch(cell -> cell.y() >= -0.001 && cell.y() <= layout.height() + 0.001);
            }
            for (int i = 0; i < needed.size(); i++) {
                for (int each : needed.get(i)) {
                    assertThat(stage(layout, i).layer())
                            .isGreaterThan(stage(layout, each).layer());
                }
            }
        }
    }

    @Test
    void aGraphThatIsTooLargeIsNotDrawn() {
        List<List<Integer>> needed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            needed.add(IntStream.range(0, i).boxed().toList());
        }

        assertThat(layout(needed).isDrawn()).isFalse();
    }

    @Test
    void heightsKeepTheirDistancesAndAreNearestToTheWishes() {
        assertThat(Heights.nearest(new double[] {0, 0, 30}, new double[] {0, 10, 10}))
                .containsExactly(-5, 5, 30);
        assertThat(Heights.nearest(new double[] {5, 100}, new double[] {0, 10})).containsExactly(5, 100);
        assertThat(Heights.nearest(new double[0], new double[0])).isEmpty();
    }
}
