package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the command line of an engine run, for each flavour of engine. */
public final class BuildCommand {

    /** What becomes of what is built. */
    private enum Result {
        IMAGE,
        /** It stays in the engine's cache. */
        CACHE,
        /** The client prints its file system as an archive. */
        ARCHIVE
    }

    private final Engine engine;
    private final BuildRequest request;
    private final Result result;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();

    private BuildCommand(Engine engine, BuildRequest request, Result result) {
        this.engine = engine;
        this.request = request;
        this.result = result;
    }

    /**
     * The command for an engine run.
     *
     * @param imageIdFile path on the client's machine where the client writes the id of the image, for {@link BuiltImage}
     */
    public static DockerCommand of(DockerHost host, Engine engine, BuildRequest request, String imageIdFile) {
        return new BuildCommand(engine, request, Result.IMAGE).on(host, imageIdFile);
    }

    /** The command for an engine run with BuildKit that leaves nothing but what the engine's cache keeps. */
    public static DockerCommand toCache(DockerHost host, Engine engine, BuildRequest request) {
        return new BuildCommand(engine, request, Result.CACHE).on(host, null);
    }

    /** The command for an engine run with BuildKit that prints a stage's file system as an archive. */
    public static DockerCommand toArchive(DockerHost host, Engine engine, BuildRequest request) {
        return new BuildCommand(engine, request, Result.ARCHIVE).on(host, null);
    }

    private DockerCommand on(DockerHost host, @CheckForNull String imageIdFile) {
        flavour();
        if (result != Result.IMAGE) {
            option("--output", result == Result.CACHE ? "type=cacheonly" : "type=tar,dest=-");
        }
        request(imageIdFile);
        return host.command(arguments, environment);
    }

    private void flavour() {
        switch (engine.flavour()) {
            case BUILDX -> {
                arguments.addAll(List.of("buildx", "build"));
                flag("--load", result == Result.IMAGE && !engine.isBuilderAlone());
                flag("--push", engine.isBuilderAlone() && request.naming().push());
                arguments.add("--progress=" + (engine.rawJson() && result != Result.ARCHIVE ? "rawjson" : "plain"));
                option("--builder", request.switches().builder());
            }
            case BUILDKIT -> {
                arguments.addAll(List.of("build", "--progress=plain"));
                environment.put("DOCKER_BUILDKIT", "1");
            }
            case CLASSIC -> {
                arguments.addAll(List.of("build", "--force-rm"));
                environment.put("DOCKER_BUILDKIT", "0");
            }
        }
    }

    private void request(@CheckForNull String imageIdFile) {
        option("--file", request.dockerfile());
        option("--target", request.target());
        request.naming().tags().forEach(tag -> option("--tag", tag));
        request.naming().labels().forEach((name, value) -> option("--label", name + "=" + value));
        request.inputs().buildArgs().forEach(this::buildArg);
        request.inputs().secrets().forEach(secret -> option("--secret", secret));
        request.inputs().ssh().forEach(ssh -> option("--ssh", ssh));
        request.inputs().buildContexts().forEach((name, value) -> option("--build-context", name + "=" + value));
        option("--platform", request.switches().platform());
        flag("--pull", request.switches().pull());
        cache(request.cache());
        containers(request.containers());
        option(engine.isBuilderAlone() ? "--metadata-file" : "--iidfile", imageIdFile);
        arguments.add("--");
        arguments.add(request.context());
    }

    private void cache(BuildRequest.Cache cache) {
        flag("--no-cache", cache.left());
        cache.leftFor().forEach(stage -> option("--no-cache-filter", stage));
        cache.from().forEach(source -> option("--cache-from", source));
        cache.to().forEach(destination -> option("--cache-to", destination));
    }

    private void containers(BuildRequest.Containers containers) {
        option("--network", containers.network());
        containers.addHosts().forEach(host -> option("--add-host", host));
        containers.ulimits().forEach(limit -> option("--ulimit", limit));
        option("--shm-size", containers.shmSize());
        containers.allow().forEach(entitlement -> option("--allow", entitlement));
    }

    /**
     * A build argument's value goes through the environment, out of sight of the process list, except under a name that
     * would change what the client itself does, or where it looks for a secret.
     */
    private void buildArg(String name, String value) {
        if (steersTheClient(name) || isSecret(name)) {
            option("--build-arg", name + "=" + value);
        } else {
            option("--build-arg", name);
            environment.put(name, value);
        }
    }

    private boolean isSecret(String name) {
        return request.inputs().secrets().stream()
                .map(SecretSource::parse)
                .anyMatch(secret -> secret.path() == null
                        && name.equals(secret.variable() == null ? secret.id() : secret.variable()));
    }

    private static boolean steersTheClient(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return !name.matches("[A-Za-z_][A-Za-z0-9_]*")
                || upper.matches("(DOCKER|BUILDX|BUILDKIT|OTEL|SSH|LD|XDG|GIT|JENKINS|MSB|SSL)_.*")
                || upper.endsWith("_PROXY")
                || List.of(
                                "PATH",
                                "HOME",
                                "USER",
                                "SHELL",
                                "IFS",
                                "ENV",
                                "BASH_ENV",
                                "PWD",
                                "LANG",
                                "TMPDIR",
                                "TERM",
                                "NO_COLOR",
                                "GODEBUG",
                                "SOURCE_DATE_EPOCH",
                                "BUILD_ID")
                        .contains(upper);
    }

    private void option(String name, @CheckForNull String value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value);
        }
    }

    private void flag(String name, boolean set) {
        if (set) {
            arguments.add(name);
        }
    }
}
