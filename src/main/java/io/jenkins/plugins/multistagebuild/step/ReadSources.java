package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.multistagebuild.graph.GraphOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import jenkins.MasterToSlaveFileCallable;

/**
 * Reads the Dockerfile on the agent. Neither it nor the context may lie outside of the current directory, not by
 * {@code ..} and not by a symbolic link, and the file may not be larger than {@link #MAX_BYTES}.
 */
final class ReadSources extends MasterToSlaveFileCallable<BuildSources> {

    /** The largest Dockerfile that is read: 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    private static final long serialVersionUID = 1L;

    private final String dockerfile;
    private final String context;

    ReadSources(String dockerfile, String context) {
        this.dockerfile = dockerfile;
        this.context = context;
    }

    @Override
    public BuildSources invoke(File directory, VirtualChannel channel) throws IOException {
        if (!directory.isDirectory()) {
            return missing();
        }
        Path root = directory.toPath().toRealPath();
        Path contextPath = root.resolve(context).normalize();
        if (!Files.isDirectory(contextPath)) {
            return BuildSources.refused("context '" + context + "' is no directory of the workspace; check"
                    + " the sources out before the step, or name a directory that is there, for example "
                    + Parameter.CONTEXT.example());
        }
        String outside = outside(root, "context", context, contextPath);
        if (outside != null) {
            return BuildSources.refused(outside);
        }
        Path file = root.resolve(dockerfile).normalize();
        if (!Files.exists(file)) {
            return missing();
        }
        outside = outside(root, "dockerfile", dockerfile, file);
        if (outside != null) {
            return BuildSources.refused(outside);
        }
        return read(file, contextPath);
    }

    private BuildSources missing() {
        return BuildSources.refused(
                dockerfile + ": there is no such file in the workspace; check the sources out before the step, or name"
                        + " the file, for example " + Parameter.DOCKERFILE.example());
    }

    @CheckForNull
    private static String outside(Path root, String parameter, String named, Path path) throws IOException {
        return path.toRealPath().startsWith(root)
                ? null
                : parameter + " '" + named + "' leads out of the workspace by a symbolic link; name one inside it";
    }

    private BuildSources read(Path file, Path contextPath) throws IOException {
        if (!Files.isRegularFile(file)) {
            return BuildSources.refused(dockerfile
                    + ": this is no file but a directory or a device; name the file, for example "
                    + Parameter.DOCKERFILE.example());
        }
        if (!Files.isReadable(file)) {
            return BuildSources.refused(
                    dockerfile + ": the agent's user may not read this file; let it, or name another with dockerfile");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return BuildSources.refused(
                        dockerfile
                                + ": the file is larger than 1 MiB, which no Dockerfile needs; name the right one with dockerfile");
            }
            return new BuildSources(
                    bytes, file.toString(), contextPath.toString(), ignore(file), GraphOptions.platform(null), null);
        }
    }

    /** As BuildKit has it: such a file beside the Dockerfile counts instead of the context's. */
    @CheckForNull
    private static byte[] ignore(Path dockerfile) throws IOException {
        Path file = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }
}
