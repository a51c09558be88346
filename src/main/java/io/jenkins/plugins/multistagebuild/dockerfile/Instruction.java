package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/** An instruction of a Dockerfile, its syntax checked, its variables not yet expanded. */
public sealed interface Instruction {

    /** Where it stands. */
    Place place();

    /** The keyword in upper case. */
    default String keyword() {
        return Characters.upper(place().keyword());
    }

    /**
     * A name with a value.
     *
     * @param name the name
     * @param value the value; null where ARG gives none
     * @param delimited whether they are parted by {@code =}, not by the blank of the old form
     */
    record Pair(String name, @CheckForNull String value, boolean delimited) {}

    /**
     * Begins a stage.
     *
     * @param base the image or stage as written
     * @param as the word {@code AS} as written; null without a name
     * @param name the stage's name as written; null where it has none
     * @param platform the value of {@code --platform}; empty where it is not given
     */
    record From(Place place, String base, @CheckForNull String as, @CheckForNull String name, String platform)
            implements Instruction {

        /** The stage's name as references see it: in lower case. */
        @CheckForNull
        public String stageName() {
            return name == null ? null : Characters.lower(name);
        }
    }

    /** Declares variables that a build may set. */
    record Arg(Place place, List<Pair> variables) implements Instruction {}

    /** Sets environment variables. */
    record Env(Place place, List<Pair> variables) implements Instruction {}

    /** Sets labels of the image. */
    record Label(Place place, List<Pair> labels) implements Instruction {}

    /**
     * Runs a command while building.
     *
     * @param mounts the {@code --mount} flags
     * @param devices the values of {@code --device}
     * @param network the value of {@code --network}
     * @param security the value of {@code --security}
     * @param command the command, or its words in JSON form
     * @param json whether it is in JSON form
     * @param heredocs the here-documents it reads
     */
    record Run(
            Place place,
            List<MountFlag> mounts,
            List<String> devices,
            String network,
            String security,
            List<String> command,
            boolean json,
            List<Heredoc> heredocs)
            implements Instruction {}

    /**
     * What COPY and ADD have in common.
     *
     * @param sources paths; here-documents not among them
     * @param heredocs here-documents that are sources
     * @param destination the last word
     * @param chown the value of {@code --chown}, or empty
     * @param chmod the value of {@code --chmod}, or empty
     * @param link whether {@code --link} is set
     * @param exclude the values of {@code --exclude}
     */
    record Files(
            List<String> sources,
            List<Heredoc> heredocs,
            String destination,
            String chown,
            String chmod,
            boolean link,
            List<String> exclude) {}

    /**
     * Copies files from the build context, a stage or an image.
     *
     * @param from the value of {@code --from}, or empty
     * @param parents whether {@code --parents} is set
     */
    record Copy(Place place, Files files, String from, boolean parents) implements Instruction {}

    /**
     * Adds files, archives, downloads or Git repositories.
     *
     * @param checksum the value of {@code --checksum}, or empty
     * @param keepGitDir the value of {@code --keep-git-dir}: true, false or empty
     */
    record Add(Place place, Files files, String checksum, String keepGitDir) implements Instruction {}

    /** Sets what a container runs. */
    record Cmd(Place place, List<String> command, boolean json) implements Instruction {}

    /** Sets what a container always runs. */
    record Entrypoint(Place place, List<String> command, boolean json) implements Instruction {}

    /** Sets how a container's health is told. */
    record Healthcheck(Place place, List<String> test) implements Instruction {}

    /** Sets the shell of the shell form. */
    record Shell(Place place, List<String> command) implements Instruction {}

    /** Names ports. */
    record Expose(Place place, List<String> ports) implements Instruction {}

    /** Sets the user. */
    record User(Place place, String user) implements Instruction {}

    /** Names directories to be volumes. */
    record Volume(Place place, List<String> paths) implements Instruction {}

    /** Sets the working directory. */
    record Workdir(Place place, String path) implements Instruction {}

    /** Sets the signal that ends a container. */
    record StopSignal(Place place, String signal) implements Instruction {}

    /** Names who maintains the image; out of use. */
    record Maintainer(Place place, String name) implements Instruction {}

    /**
     * Keeps an instruction for the stages and images that are built from this one.
     *
     * @param trigger the instruction, with its here-documents, as a text of its own
     */
    record Onbuild(Place place, String trigger) implements Instruction {}
}
