package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Run;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The folder of a step on an agent: nobody else may enter it, and it goes when the step ends. */
final class TemporaryFolder {

    private TemporaryFolder() {}

    /**
     * The folder, which has the same name when the step is prepared again.
     *
     * @param directory the directory beside which it lies
     * @param number the request that brought the agent; 0 for the one where the step begins
     */
    static FilePath of(FilePath directory, StepContext context, int number) throws IOException, InterruptedException {
        FilePath beside = WorkspaceList.tempDir(directory);
        if (beside == null) {
            throw new AbortException(MultiStageBuildStep.FUNCTION + ": there is no room beside " + directory.getRemote()
                    + " for temporary files; build in a directory below it");
        }
        String step = context.get(Run.class).getExternalizableId() + "/"
                + context.get(FlowNode.class).getId() + (number == 0 ? "" : "/" + number);
        return beside.child("multi-stage-build-" + UUID.nameUUIDFromBytes(step.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes it, empty, and notes that it has to go. */
    static Workplace make(MultiStageBuildStep step, StepContext context, Site site, FilePath folder)
            throws IOException, InterruptedException {
        Workplace workplace = new Workplace(
                site.nodeName(),
                // Commands that are the same on all agents name files below the step's folder.
                step.getAgents() == null ? site.directory().getRemote() : folder.getRemote(),
                folder.getRemote(),
                cache(site.node(), folder),
                site.own());
        Remains.expect(workplace, context.get(Run.class));
        try {
            // An earlier session of the controller may have been killed just here.
            folder.deleteRecursive();
            folder.mkdirs();
            folder.chmod(0700);
        } catch (IOException | InterruptedException | RuntimeException e) {
            Remains.clear(workplace);
            throw e;
        }
        return workplace;
    }

    /** Below the agent's own directory, where other plugins keep such things too. */
    private static String cache(@CheckForNull Node node, FilePath folder) {
        FilePath root = node == null ? null : node.getRootPath();
        return (root == null ? folder : root)
                .child("caches/multi-stage-build/layers")
                .getRemote();
    }
}
