package io.jenkins.plugins.multistagebuild.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a host said when it was asked whether it can take part in a build.
 *
 * @param engine its client and engine
 * @param processors how many processors it has
 * @param images those of the images asked for that it has, as they were asked for
 * @param withTriggers those of these that have ONBUILD triggers
 * @param folder the folder where it keeps its images, as the engine calls it; empty where it does not tell
 * @param id what tells its engine from others; empty where it does not tell
 * @param clockAheadMillis how far its clock is ahead of ours, negative where it is behind; 0 where that is less than two
 *     seconds, since an answer takes its time
 */
public record HostSurvey(
        Engine engine,
        int processors,
        List<String> images,
        List<String> withTriggers,
        String folder,
        String id,
        long clockAheadMillis)
        implements Serializable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_PROCESSORS = 4_096;
    private static final int MOST_IMAGES = 200;
    private static final long CLOCK_TOLERANCE_MILLIS = 2_000;
    /** A hundred years: no clock is off that far. */
    private static final long MOST_CLOCK_MILLIS = 3_155_760_000_000L;

    private static final String FACTS =
            "{\"processors\":{{.NCPU}},\"folder\":{{json .DockerRootDir}},\"time\":{{json .SystemTime}},\"id\":{{json .ID}},\"name\":{{json .Name}}}";

    private static final String NONE = "none";
    private static final String TRIGGERS = "{{if .Config.OnBuild}}some{{else}}" + NONE + "{{end}}";

    public HostSurvey {
        images = List.copyOf(images);
        withTriggers = List.copyOf(withTriggers);
    }

    /** What a host said that does not tell its engine from others. */
    public HostSurvey(
            Engine engine,
            int processors,
            List<String> images,
            List<String> withTriggers,
            String folder,
            long clockAheadMillis) {
        this(engine, processors, images, withTriggers, folder, "", clockAheadMillis);
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
        List<String> asked = images.stream().distinct().limit(MOST_IMAGES).toList();
        List<DockerCommand> questions = new ArrayList<>(List.of(host.command("info", "--format", FACTS)));
        if (!asked.isEmpty()) {
            List<String> inspect = new ArrayList<>(List.of("image", "inspect", "--format", TRIGGERS, "--"));
            inspect.addAll(asked);
            questions.add(host.command(inspect.toArray(String[]::new)));
        }
        Instant begun = Instant.now();
        EngineProbe.Answers said = EngineProbe.ask(host, runner, preference, questions);
        Instant now = Instant.now();
        List<CommandResult> answers = said.others();
        JsonNode facts = facts(answers.get(0).out());
        List<String> present = asked.isEmpty() ? List.of() : present(asked, answers.get(1));
        List<String> triggers = asked.isEmpty()
                ? List.of()
                : answers.get(1).out().lines().map(String::strip).toList();
        List<String> withTriggers = present.stream()
                .filter(image -> present.indexOf(image) >= triggers.size()
                        || !triggers.get(present.indexOf(image)).equals(NONE))
                .toList();
        int processors = facts.path("processors").asInt(1);
        return new HostSurvey(
                said.engine(),
                Math.max(1, Math.min(MOST_PROCESSORS, processors)),
                present,
                withTriggers,
                facts.path("folder").asText(""),
                id(facts),
                clockAheadMillis(facts.path("time").asText(""), begun, now));
    }

    /** Machines made from one image may have the same id, but then not the same name; engines of one machine not the same folder. */
    private static String id(JsonNode facts) {
        String id = facts.path("id").asText("");
        return id.isEmpty()
                ? ""
                : String.join(
                        " ",
                        id,
                        facts.path("name").asText(""),
                        facts.path("folder").asText(""));
    }

    /** It was told some time between the question and the answer. */
    static long clockAheadMillis(String theirs, Instant begun, Instant now) {
        try {
            Instant told = Instant.parse(theirs);
            Instant ours = told.isBefore(begun) ? begun : told.isAfter(now) ? now : told;
            long millis = Duration.between(ours, told).toMillis();
            boolean off = Math.abs(millis) >= CLOCK_TOLERANCE_MILLIS && Math.abs(millis) <= MOST_CLOCK_MILLIS;
            return off ? millis : 0;
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
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
}
