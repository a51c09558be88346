package io.jenkins.plugins.multistagebuild.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration folder of the docker client for one step: what the client had before, and further logins. The client's
 * plugins, buildx' builders and contexts are linked, so that they are found, and changed, where they were. Passwords go
 * into the file and not through {@code docker login}, which has them on its command line or in a store of the machine.
 */
final class DockerConfig {

    /** Names the folder to the client. */
    static final String VARIABLE = "DOCKER_CONFIG";

    private static final String FILE = "config.json";
    private static final String HUB = "https://index.docker.io/v1/";
    private static final Set<String> HUB_NAMES =
            Set.of("docker.io", "index.docker.io", "registry-1.docker.io", "hub.docker.com");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DockerConfig() {}

    /**
     * Makes the folder.
     *
     * @param folder where, on the agent
     * @param env variables of the build
     * @param logins what logs in, in Base64, by {@link #key}
     * @return its path on the agent
     */
    static String write(FilePath folder, Map<String, String> env, Map<String, String> logins)
            throws IOException, InterruptedException {
        LinkedHashSet<String> before = new LinkedHashSet<>();
        String given = env.get(VARIABLE);
        if (given != null && !given.isEmpty()) {
            before.add(given);
        }
        String home = env.get("HOME");
        if (home != null && !home.isEmpty()) {
            before.add(home + "/.docker");
        }
        ObjectNode config = MAPPER.createObjectNode();
        if (!before.isEmpty()) {
            config = read(folder, before.iterator().next() + "/" + FILE);
        }
        boolean stores = config.has("credsStore") || config.has("credHelpers");
        for (Map.Entry<String, String> login : logins.entrySet()) {
            object(config, "auths")
                    .set(login.getKey(), MAPPER.createObjectNode().put("auth", login.getValue()));
            if (stores) {
                // Else the client asked the store of the machine, and passed over what stands here.
                object(config, "credHelpers").put(login.getKey(), "");
            }
        }
        folder.act(new LinkFolder(List.copyOf(before), FILE));
        folder.child(FILE).act(new WriteFile(MAPPER.writeValueAsBytes(config)));
        return folder.getRemote();
    }

    /** What the client calls a registry: host and port; Docker Hub has a name of its own. */
    static String key(@CheckForNull String url) {
        if (url == null) {
            return HUB;
        }
        String host = url.replaceFirst("^[A-Za-z]+://", "").replaceFirst("[/?#].*$", "");
        return HUB_NAMES.contains(host) ? HUB : host;
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode object ? object : parent.putObject(name);
    }

    private static ObjectNode read(FilePath folder, String path) throws IOException, InterruptedException {
        byte[] bytes = Answers.output(new FilePath(folder.getChannel(), path).act(new ReadOutput(0)));
        if (bytes.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // told below, without what stands in the file
        }
        throw new AbortException(MultiStageBuildStep.FUNCTION + ": registries: the docker client's " + path
                + " on the agent is damaged; mend it or remove it");
    }
}
