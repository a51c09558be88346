package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a host said when it was asked whether it can take part in a build.
 *
 * @param engine its client and engine
 * @param processors how many processors it has
 * @param images those of the images asked for that it has, as they were asked for
 * @param folder the folder where it keeps its images, as the engine calls it; empty where it does not tell
 */
public record HostSurvey(Engine engine, int processors, List<String> images, String folder) implements Serializable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_PROCESSORS = 4_096;
    private static final int MOST_IMAGES = 200;
    private static final String FACTS = "{\"processors\":{{.NCPU}},\"folder\":{{json .DockerRootDir}}}";

    public HostSurvey {
        images = List.copyOf(images);
    }

    /**
     * Asks a host.
     *
     * @param images references of images that the build needs
     * @throws EngineException if the client is not there, the engine does not answer, or the preference can't be met
     */
    public static HostSurvey ask(
            DockerHost host, CommandRunner runner, EnginePreference preference, Collection<String> images)
            throws EngineException, InterruptedException {
        Engine engine = EngineProbe.ask(host, runner, preference, true);
        List<String> asked = images.stream().distinct().limit(MOST_IMAGES).toList();
        List<DockerCommand> questions = new ArrayList<>(List.of(host.command("info", "--format", FACTS)));
        if (!asked.isEmpty()) {
            List<String> inspect = new ArrayList<>(List.of("image", "inspect", "--format", "{{.Id}}", "--"));
            inspect.addAll(asked);
            questions.add(host.command(inspect.toArray(String[]::new)));
        }
        List<CommandResult> answers = answers(host, runner, questions);
        JsonNode facts = facts(answers.get(0).out());
        int processors = facts.path("processors").asInt(1);
        return new HostSurvey(
                engine,
                Math.max(1, Math.min(MOST_PROCESSORS, processors)),
                asked.isEmpty() ? List.of() : present(asked, answers.get(1)),
                facts.path("folder").asText(""));
    }

    /** The client tells of every image, on the one stream what it is, on the other that it is not there. */
    private static List<String> present(List<String> images, CommandResult answer) {
        List<String> missing = answer.err()
                .lines()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
        return images.stream().filter(image -> !missing.contains(image)).toList();
    }

    private static JsonNode facts(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.createObjectNode();
        }
    }

    private static List<CommandResult> answers(DockerHost host, CommandRunner runner, List<DockerCommand> questions)
            throws EngineException, InterruptedException {
        try {
            return runner.runAll(questions);
        } catch (IOException e) {
            throw new EngineException(
                    "the engine at " + host.address() + " does not answer any more: " + e.getMessage(), e);
        }
    }
}
