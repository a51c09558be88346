package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;

/**
 * The commands of a hand-over from one host to another. What is exported is an image as {@code docker save} prints it, or an
 * archive of files.
 *
 * @param preparation what is run to its end before, in this order
 * @param layers tells the digests of the image's layers, by space, lowest first; null where files are exported
 * @param export prints it
 * @param take reads it; for files {@code docker import}, for an image the same as {@code load}
 * @param load reads an image
 * @param name the image that it becomes
 * @param run id of the run, for the label of an image of files
 * @param platform what the other host's engine runs, for example {@code linux/amd64}; of account for files only
 */
public record Dispatch(
        List<DockerCommand> preparation,
        @CheckForNull DockerCommand layers,
        DockerCommand export,
        DockerCommand take,
        DockerCommand load,
        String name,
        String run,
        String platform)
        implements Serializable {

    public Dispatch {
        preparation = List.copyOf(preparation);
    }

    /** A hand-over of files, which the other host imports. */
    public static Dispatch ofFiles(DockerCommand export, DockerHost to, String platform, String name, RunId run) {
        String label = "LABEL " + RunId.LABEL + "=" + run.value();
        return new Dispatch(
                List.of(),
                null,
                export,
                to.command("import", "--change", label, "-", name),
                to.command("load"),
                name,
                run.value(),
                platform);
    }

    /** A hand-over of an image that the preparation gives its name. */
    public static Dispatch ofImage(DockerCommand preparation, DockerHost from, DockerHost to, String name, RunId run) {
        return new Dispatch(
                List.of(preparation),
                from.command("image", "inspect", "--format", "{{join .RootFS.Layers \" \"}}", name),
                from.command("save", name),
                to.command("load"),
                to.command("load"),
                name,
                run.value(),
                "");
    }
}
