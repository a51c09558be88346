package io.jenkins.plugins.multistagebuild.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the stages on the way keep out of the final image: the largest of them against it.
 *
 * @param stage index of the largest stage on the way to the target
 * @param stageBytes its size
 * @param savedBytes how much smaller the final image is; 0 where it is not
 */
public record SavingReport(int stage, long stageBytes, long savedBytes) {

    /** Null where there is no image, or no stage on the way whose size is known. */
    @CheckForNull
    static SavingReport of(
            int target, List<BuildReport.StageReport> stages, @CheckForNull BuildReport.ImageReport image) {
        BuildReport.StageReport largest = null;
        long most = 0;
        for (int index : onTheWay(target, stages)) {
            BuildReport.StageReport stage = stages.get(index);
            Long size = stage.sizeBytes();
            if (size != null && (largest == null || size > most)) {
                largest = stage;
                most = size;
            }
        }
        return image == null || largest == null
                ? null
                : new SavingReport(largest.index(), most, Math.max(0, most - image.sizeBytes()));
    }

    /** The stages that the target needs, itself left out. Indices may be wrong, since the report may come from a file. */
    private static Set<Integer> onTheWay(int target, List<BuildReport.StageReport> stages) {
        Set<Integer> found = new HashSet<>();
        Deque<Integer> left = new ArrayDeque<>(List.of(target));
        while (!left.isEmpty()) {
            int index = left.pop();
            if (index >= 0 && index < stages.size()) {
                stages.get(index).dependencies().stream().filter(found::add).forEach(left::push);
            }
        }
        found.remove(target);
        found.removeIf(index -> index < 0 || index >= stages.size());
        return found;
    }
}
