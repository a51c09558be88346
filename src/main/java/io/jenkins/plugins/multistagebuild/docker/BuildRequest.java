package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of one engine run, in the terms of {@code docker build}.
 *
 * @param dockerfile path of the Dockerfile on the client's machine
 * @param context path of the build context on the client's machine
 * @param target name of the stage to build, or its index; null for the last one
 * @param naming what becomes of the image
 * @param inputs what goes into the build besides the context
 * @param cache what may be taken from earlier builds, and what is left for later ones
 * @param containers the containers in which commands run
 * @param switches how to build
 */
public record BuildRequest(
        String dockerfile,
        String context,
        @CheckForNull String target,
        Naming naming,
        Inputs inputs,
        Cache cache,
        Containers containers,
        Switches switches)
        implements Serializable {

    /** A request for a Dockerfile and its context, with nothing else asked for. */
    public static BuildRequest of(String dockerfile, String context) {
        return new BuildRequest(
                dockerfile, context, null, Naming.NONE, Inputs.NONE, Cache.USED, Containers.USUAL, Switches.NONE);
    }

    /** Whether an engine has to get the image; a builder that was named can push it by itself. */
    public boolean needsEngine() {
        return switches.builder() == null || !naming.push();
    }

    /** The same for a stage, tags and all. */
    public BuildRequest withTarget(@CheckForNull String stage) {
        return new BuildRequest(dockerfile, context, stage, naming, inputs, cache, containers, switches);
    }

    /** The same with another Dockerfile. */
    public BuildRequest withDockerfile(String path) {
        return new BuildRequest(path, context, target, naming, inputs, cache, containers, switches);
    }

    /** The same with another context. */
    public BuildRequest withContext(String path) {
        return new BuildRequest(dockerfile, path, target, naming, inputs, cache, containers, switches);
    }

    /** The same with other names for the image. */
    public BuildRequest withNaming(Naming other) {
        return new BuildRequest(dockerfile, context, target, other, inputs, cache, containers, switches);
    }

    /** The same with other inputs. */
    public BuildRequest withInputs(Inputs other) {
        return new BuildRequest(dockerfile, context, target, naming, other, cache, containers, switches);
    }

    /** The same with other switches. */
    public BuildRequest withSwitches(Switches other) {
        return new BuildRequest(dockerfile, context, target, naming, inputs, cache, containers, other);
    }

    /** The same with other rules for the cache. */
    public BuildRequest withCache(Cache other) {
        return new BuildRequest(dockerfile, context, target, naming, inputs, other, containers, switches);
    }

    /** The same with other containers. */
    public BuildRequest withContainers(Containers other) {
        return new BuildRequest(dockerfile, context, target, naming, inputs, cache, other, switches);
    }

    /**
     * What becomes of the image.
     *
     * @param tags references for it
     * @param labels its labels
     * @param push whether it is pushed to the registries of its tags
     */
    public record Naming(List<String> tags, Map<String, String> labels, boolean push) implements Serializable {

        /** An image without a name. */
        public static final Naming NONE = new Naming(List.of(), Map.of(), false);

        public Naming {
            tags = List.copyOf(tags);
            labels = ordered(labels);
        }
    }

    /**
     * What goes into the build besides the context.
     *
     * @param buildArgs build arguments
     * @param secrets values for {@code --secret}, for example {@code id=npmrc,src=npmrc}: never the secret itself
     * @param ssh values for {@code --ssh}
     * @param buildContexts named build contexts
     */
    public record Inputs(
            Map<String, String> buildArgs, List<String> secrets, List<String> ssh, Map<String, String> buildContexts)
            implements Serializable {

        /** Nothing. */
        public static final Inputs NONE = new Inputs(Map.of(), List.of(), List.of(), Map.of());

        public Inputs {
            buildArgs = ordered(buildArgs);
            secrets = List.copyOf(secrets);
            ssh = List.copyOf(ssh);
            buildContexts = ordered(buildContexts);
        }
    }

    /**
     * What may be taken from earlier builds, and what is left for later ones.
     *
     * @param left whether the engine's cache is left aside for all stages
     * @param leftFor names of stages for which it is left aside, in any case
     * @param from values for {@code --cache-from}
     * @param to values for {@code --cache-to}
     */
    public record Cache(boolean left, List<String> leftFor, List<String> from, List<String> to)
            implements Serializable {

        /** The engine's own cache is used, and no other. */
        public static final Cache USED = new Cache(false, List.of(), List.of(), List.of());

        public Cache {
            leftFor = List.copyOf(leftFor);
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /**
     * The containers in which commands run.
     *
     * @param network their network: {@code default}, {@code none}, {@code host} …; null for the engine's default
     * @param addHosts further names, each {@code host:address}
     * @param ulimits limits, each {@code type=soft[:hard]}
     * @param shmSize size of {@code /dev/shm}, for example {@code 64m}; null for the engine's default
     * @param allow what commands may do besides, for example {@code security.insecure}
     */
    public record Containers(
            @CheckForNull String network,
            List<String> addHosts,
            List<String> ulimits,
            @CheckForNull String shmSize,
            List<String> allow)
            implements Serializable {

        /** As the engine makes them by itself. */
        public static final Containers USUAL = new Containers(null, List.of(), List.of(), null, List.of());

        public Containers {
            addHosts = List.copyOf(addHosts);
            ulimits = List.copyOf(ulimits);
            allow = List.copyOf(allow);
        }

        /** The same with a further name, {@code host:address}. */
        public Containers withHost(String nameAndAddress) {
            List<String> hosts = new ArrayList<>(addHosts);
            hosts.add(nameAndAddress);
            return new Containers(network, hosts, ulimits, shmSize, allow);
        }
    }

    /**
     * How to build.
     *
     * @param platform platform to build for; null for the engine's own
     * @param builder buildx builder to use; null for the default one
     * @param pull whether base images are looked up in their registries again
     */
    public record Switches(@CheckForNull String platform, @CheckForNull String builder, boolean pull)
            implements Serializable {

        /** As the engine does by itself. */
        public static final Switches NONE = new Switches(null, null, false);
    }

    /** Maps keep the order in which the user wrote them, so that command lines can be read. */
    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
