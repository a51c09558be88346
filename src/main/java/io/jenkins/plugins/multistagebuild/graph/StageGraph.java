package io.jenkins.plugins.multistagebuild.graph;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The stages of a Dockerfile, the edges between them and what a target needs.
 *
 * @param file the Dockerfile as the user named it
 * @param stages all stages in the order of the file, the unneeded ones too
 * @param target index of the stage that becomes the final image
 * @param alsoBuild indices of further stages that are built, in the order asked for
 * @param lint what should be written otherwise, by line
 */
public record StageGraph(String file, List<Stage> stages, int target, List<Integer> alsoBuild, List<Lint> lint)
        implements Serializable {

    public StageGraph {
        stages = List.copyOf(stages);
        alsoBuild = List.copyOf(alsoBuild);
        lint = List.copyOf(lint);
    }

    /** The stage at an index. */
    public Stage stage(int index) {
        return stages.get(index);
    }

    /** The target. */
    public Stage targetStage() {
        return stages.get(target);
    }

    /** Indices of the needed stages, ascending. */
    public List<Integer> neededStages() {
        return stages.stream().filter(Stage::needed).map(Stage::index).toList();
    }

    /**
     * The needed stages in levels, ascending within each: a stage's level is the longest way to it from a stage that needs
     * no other, so that all stages of one level could be built at the same time.
     */
    public List<List<Integer>> levels() {
        return StageOrder.of(this).levels();
    }

    /** Index of the level with the most stages, the first of them if several have as many. */
    public int widestLevel() {
        List<List<Integer>> levels = levels();
        int widest = 0;
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).size() > levels.get(widest).size()) {
                widest = i;
            }
        }
        return widest;
    }

    /**
     * The chain of needed stages with the largest sum of weights, in the order in which they are built.
     *
     * @param weight what a stage costs: its time, or the number of its instructions as long as no times are known
     */
    public List<Integer> criticalPath(ToLongFunction<Stage> weight) {
        return StageOrder.of(this).heaviestPath(weight);
    }
}
