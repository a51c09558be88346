package io.jenkins.plugins.multistagebuild.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerEndpoint;

/**
 * What lets the agent's docker client in: files in the step's temporary folder, which go with it, and variables that name
 * them. A secret never stands on a command line or in a variable.
 *
 * @param hosts the engines, with what the client needs for each
 * @param secrets values for {@code --secret}
 * @param hidden what hides the secrets in logs and reports; null where there are none
 */
record Access(List<DockerHost> hosts, List<String> secrets, @CheckForNull Hidden hidden) {

    /**
     * Looks credentials up and writes them to a folder on the agent that is there and that nobody else may enter.
     *
     * @param env variables of commands on the agent
     * @param client the docker client
     * @param name what the agent's own engine is called
     */
    static Access prepare(
            MultiStageBuildStep step, Run<?, ?> run, EnvVars env, FilePath folder, String client, String name)
            throws IOException, InterruptedException {
        Set<String> hidden = new LinkedHashSet<>();
        Map<String, String> common = new LinkedHashMap<>();
        List<String> secrets = new ArrayList<>();
        for (BuildSecret secret : step.getSecrets()) {
            String path = secret(secret, run, folder, hidden);
            // Where several agents build the commands are the same on all, in the step's folder.
            secrets.add(SecretSource.file(secret.getId(), step.getAgents() == null ? path : fileName(secret)));
        }
        Map<String, String> logins = logins(step.getRegistries(), run, hidden);
        if (!logins.isEmpty() || env.containsKey(DockerConfig.VARIABLE)) {
            common.put(DockerConfig.VARIABLE, DockerConfig.write(folder.child("docker"), env, logins));
        }
        List<DockerHost> hosts = new ArrayList<>();
        for (DockerServerEndpoint endpoint : step.getHosts()) {
            Map<String, String> environment = new LinkedHashMap<>(common);
            environment.putAll(keys(endpoint, run, folder, hidden));
            String uri = endpoint.getUri();
            hosts.add(
                    uri == null
                            ? new DockerHost(name, env.get("DOCKER_HOST"), client, environment)
                            : new DockerHost(step.getHosts().size() == 1 ? name : uri, uri, client, environment));
        }
        if (hosts.isEmpty()) {
            hosts.add(new DockerHost(name, env.get("DOCKER_HOST"), client, common));
        }
        return new Access(hosts, secrets, hidden.isEmpty() ? null : Hidden.of(hidden));
    }

    /** The values for {@code --secret} as they will be, for checks before the files are there. */
    static List<String> secretIds(MultiStageBuildStep step) {
        return step.getSecrets().stream().map(secret -> "id=" + secret.getId()).toList();
    }

    private static String secret(BuildSecret secret, Run<?, ?> run, FilePath folder, Set<String> hidden)
            throws IOException, InterruptedException {
        byte[] content = Credential.content(secret, run, hidden);
        FilePath file = folder.child(fileName(secret));
        file.act(new WriteFile(content));
        return file.getRemote();
    }

    private static String fileName(BuildSecret secret) {
        return "secret-" + secret.getId();
    }

    /** For a host without keys the variables are emptied, in case they were set for another one around the step. */
    private static Map<String, String> keys(
            DockerServerEndpoint host, Run<?, ?> run, FilePath folder, Set<String> hidden)
            throws IOException, InterruptedException {
        String credentialsId = host.getCredentialsId();
        DockerServerCredentials keys = credentialsId == null ? null : Credential.keys(credentialsId, run);
        Secret key = keys == null ? null : keys.getClientKeySecret();
        if (key != null) {
            hidden.addAll(Hidden.parts(key.getPlainText().getBytes(StandardCharsets.UTF_8)));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        if (host.getUri() != null) {
            environment.put("DOCKER_TLS_VERIFY", "");
            environment.put("DOCKER_CERT_PATH", "");
        }
        environment.putAll(
                host.newKeyMaterialFactory(folder, keys).materialize2().env());
        return environment;
    }

    private static Map<String, String> logins(
            List<DockerRegistryEndpoint> registries, Run<?, ?> run, Set<String> hidden) throws AbortException {
        Map<String, String> logins = new LinkedHashMap<>();
        for (DockerRegistryEndpoint registry : registries) {
            String credentialsId = registry.getCredentialsId();
            if (credentialsId == null) {
                continue;
            }
            String token = Credential.token(credentialsId, run);
            hidden.add(token);
            String plain = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            hidden.add(plain.substring(plain.indexOf(':') + 1));
            logins.put(DockerConfig.key(registry.getUrl()), token);
        }
        return logins;
    }
}
