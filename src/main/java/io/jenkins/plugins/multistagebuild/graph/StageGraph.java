package io.jenkins.plugins.multistagebuild.graph;

import java.io.Serializable;
import java.util.List;

/**
 * The stages of a Dockerfile, the edges between them and what a target needs.
 *
 * @param file the Dockerfile as the user named it
 * @param stages all stages in the order of the file, the unneeded ones too
 * @param target index of the stage that becomes the final image
 * @param alsoBuild indices of further stages that are built, in the order asked for
 */
public record StageGraph(String file, List<Stage> stages, int target, List<Integer> alsoBuild) implements Serializable {

    public StageGraph {
        stages = List.copyOf(stages);
        alsoBuild = List.copyOf(alsoBuild);
    }

    /** The stage at an index. */
    public Stage stage(int index) {
        return stages.get(index);
    }

    /** Indices of the needed stages, ascending. */
    public List<Integer> neededStages() {
        return stages.stream().filter(Stage::needed).map(Stage::index).toList();
    }
}
