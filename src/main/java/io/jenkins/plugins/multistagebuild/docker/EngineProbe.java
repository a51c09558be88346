package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a host can do by asking its client and its engine. A version alone does not tell: a client of version 23 or
 * later needs the buildx plugin for BuildKit, which may be missing; an older one, from 18.09 on, brings BuildKit along; and of
 * a program that only takes the client's place, neither is known.
 *
 * @see <a href="https://docs.docker.com/engine/release-notes/23.0/">Docker Engine 23.0: buildx as the default builder</a>
 * @see <a href="https://docs.docker.com/engine/release-notes/18.09/">Docker Engine 18.09: BuildKit</a>
 */
public final class EngineProbe {

    /**
     * The version of a plugin that works. It is asked of the client: {@code docker buildx version} tells the same, but by three
     * processes one after the other.
     */
    private static final String BUILDX =
            "{{range .ClientInfo.Plugins}}{{if eq .Name \"buildx\"}}{{if not .Err}}{{.Version}}{{end}}{{end}}{{end}}";

    private final DockerHost host;
    private final CommandRunner runner;
    private final boolean engineNeeded;

    private EngineProbe(DockerHost host, CommandRunner runner, boolean engineNeeded) {
        this.host = host;
        this.runner = runner;
        this.engineNeeded = engineNeeded;
    }

    /**
     * Asks a host.
     *
     * @param engineNeeded whether a client with buildx, but without an engine, is of no use
     * @throws EngineException if the client is not there, the engine does not answer, or the preference can't be met
     */
    public static Engine ask(DockerHost host, CommandRunner runner, EnginePreference preference, boolean engineNeeded)
            throws EngineException, InterruptedException {
        return new EngineProbe(host, runner, engineNeeded).ask(preference);
    }

    /** What a host said of itself and to other questions. */
    record Answers(Engine engine, List<CommandResult> others) {

        Answers {
            others = List.copyOf(others);
        }
    }

    /** The same where an engine is needed, with other questions at the same time. */
    static Answers ask(
            DockerHost host, CommandRunner runner, EnginePreference preference, Collection<DockerCommand> others)
            throws EngineException, InterruptedException {
        EngineProbe probe = new EngineProbe(host, runner, true);
        List<DockerCommand> questions = new ArrayList<>(questions(host, preference));
        int own = questions.size();
        questions.addAll(others);
        List<CommandResult> answers = probe.run(questions);
        return new Answers(probe.engine(preference, answers.subList(0, own)), answers.subList(own, answers.size()));
    }

    private Engine ask(EnginePreference preference) throws EngineException, InterruptedException {
        return engine(preference, run(questions(host, preference)));
    }

    /** What {@link #ask} asks a host, all at the same time, what takes longest before the rest; more only of a strange client. */
    public static List<DockerCommand> questions(DockerHost host, EnginePreference preference) {
        DockerCommand versions = host.command("version", "--format", "{{json .}}");
        return preference == EnginePreference.CLASSIC
                ? List.of(versions)
                : List.of(ClientAnswers.question(host, "info", "--format", BUILDX), versions);
    }

    /** Loads what reads the answers: that takes nearly as long as a client needs for one. */
    public static void prepare() {
        Answering.MAPPER.createObjectNode();
    }

    /** What reads answers; loaded no sooner than the client has been started. */
    private static final class Answering {
        private static final ObjectMapper MAPPER = new ObjectMapper();
        private static final Pattern VERSION = Pattern.compile("\\bv?(\\d{1,6})\\.(\\d{1,6})[^\\s]*");
    }

    private Engine engine(EnginePreference preference, List<CommandResult> answers)
            throws EngineException, InterruptedException {
        String buildx = answers.size() < 2 ? null : buildx(answers.get(0));
        JsonNode versions = versions(answers.get(answers.size() - 1), engineNeeded || buildx == null);
        JsonNode server = versions.path("Server");
        String client = text(versions.path("Client"), "Version");
        return new Engine(
                flavour(preference, buildx, client),
                client,
                server.isObject() ? text(server, "Version") : Engine.NO_ENGINE,
                buildx,
                buildx != null && atLeast(buildx, 0, 13),
                text(server, "Os") + "/" + text(server, "Arch"));
    }

    private Flavour flavour(EnginePreference preference, @CheckForNull String buildx, String client)
            throws EngineException, InterruptedException {
        if (buildx != null) {
            return Flavour.BUILDX;
        }
        if (preference != EnginePreference.CLASSIC && hasBuildKit(client)) {
            return Flavour.BUILDKIT;
        }
        if (preference == EnginePreference.BUILDKIT) {
            throw new EngineException("BuildKit was asked for, but the client " + host.client()
                    + " has neither the buildx plugin nor BuildKit of its own; install docker-buildx");
        }
        return Flavour.CLASSIC;
    }

    private JsonNode versions(CommandResult result, boolean serverNeeded) throws EngineException {
        JsonNode versions;
        try {
            versions = Answering.MAPPER.readTree(result.out());
        } catch (JsonProcessingException e) {
            throw new EngineException(
                    "the client " + host.client() + " did not tell its version: " + result.complaint(), e);
        }
        boolean answered = result.exitStatus() == 0 && versions.path("Server").isObject();
        if (!answered && (serverNeeded || !versions.path("Client").isObject())) {
            throw new EngineException(noEngine(result.complaint()));
        }
        return versions;
    }

    private String noEngine(String complaint) {
        return "no Docker engine answers at " + host.address() + " (" + complaint + "); " + wayOut(complaint);
    }

    private String wayOut(String complaint) {
        String uri = host.uri();
        if (complaint.contains("tls: ") || complaint.contains("x509: ") || complaint.contains("TLS-enabled")) {
            return "check the keys and certificates that are given for it (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH)";
        } else if (uri != null && uri.startsWith("ssh://")) {
            return "check that ssh gets there without a question, and finds docker there";
        }
        return "start one, or name another as host or with DOCKER_HOST";
    }

    @CheckForNull
    private static String buildx(CommandResult result) {
        Matcher version = Answering.VERSION.matcher(result.out());
        return version.find() ? version.group() : null;
    }

    /** Whether a client can use BuildKit without buildx; one of another kind then offers {@code --progress}. */
    private boolean hasBuildKit(String client) throws EngineException, InterruptedException {
        if (atLeast(client, 18, 9)) {
            return !atLeast(client, 23, 0);
        }
        CommandResult help =
                run(List.of(ClientAnswers.question(host, "build", "--help"))).get(0);
        return help.exitStatus() == 0 && help.out().contains("--progress");
    }

    private List<CommandResult> run(List<DockerCommand> commands) throws EngineException, InterruptedException {
        try {
            return runner.runAll(commands);
        } catch (NoAnswerException e) {
            throw new EngineException(noEngine(e.getMessage()), e);
        } catch (IOException e) {
            throw new EngineException(
                    "the docker client " + host.client() + " can't be run: " + e.getMessage()
                            + "; install one, or name another with --docker or toolName",
                    e);
        }
    }

    private static boolean atLeast(String version, int major, int minor) {
        Matcher numbers = Answering.VERSION.matcher(version);
        if (!numbers.find()) {
            return false;
        }
        int foundMajor = Integer.parseInt(numbers.group(1));
        return foundMajor > major || (foundMajor == major && Integer.parseInt(numbers.group(2)) >= minor);
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).asText("");
        return value.isEmpty() || value.equals(Engine.NO_ENGINE)
                ? "unknown"
                : value.substring(0, Math.min(100, value.length()));
    }
}
