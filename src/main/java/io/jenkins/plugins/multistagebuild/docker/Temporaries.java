package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Removes the temporary images of a run, and what runs that were killed have left. */
public final class Temporaries {

    private static final int MOST = 500;

    private final DockerHost host;
    private final CommandRunner runner;

    private Temporaries(DockerHost host, CommandRunner runner) {
        this.host = host;
        this.runner = runner;
    }

    /**
     * Removes them. The images below them stay: to the engine these are its cache, as after any build.
     *
     * @param handOvers whether to remove images, too, that travelled between hosts and could not be labelled, since what is
     *     built from them would inherit that
     * @throws EngineException if the engine does not answer
     */
    public static void remove(DockerHost host, CommandRunner runner, RunId run, boolean handOvers)
            throws EngineException, InterruptedException {
        new Temporaries(host, runner).remove(run, handOvers);
    }

    private boolean isOver(@CheckForNull RunId owner, RunId run) {
        return owner != null && (owner.equals(run) || owner.isOver(Instant.now()));
    }

    private void remove(RunId run, boolean handOvers) throws EngineException, InterruptedException {
        List<DockerCommand> questions = new ArrayList<>(List.of(
                host.command("image", "ls", "--quiet", "--no-trunc", "--filter", "label=" + own(run)),
                host.command("image", "ls", "--quiet", "--no-trunc", "--filter", "label=" + RunId.LABEL)));
        if (handOvers) {
            questions.add(host.command("image", "ls", "--format", "{{.Repository}}:{{.Tag}}", HandOverName.REPOSITORY));
        }
        List<CommandResult> answers = runAll(questions);
        List<String> images = digests(answers.get(0));
        List<String> others = digests(answers.get(1));
        others.removeAll(images);
        if (!others.isEmpty()) {
            images.addAll(over(run, others.subList(0, Math.min(MOST, others.size()))));
        }
        if (handOvers) {
            words(answers.get(2).out()).stream()
                    .filter(name -> isOver(HandOverName.run(name), run))
                    .limit(MOST)
                    .forEach(images::add);
        }
        if (!images.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("image", "rm", "--force", "--no-prune"));
            command.addAll(images);
            run(command.toArray(String[]::new));
        }
    }

    private static String own(RunId run) {
        return RunId.LABEL + "=" + run.value();
    }

    private static List<String> digests(CommandResult answer) {
        return new ArrayList<>(words(answer.out()).stream()
                .filter(ImageReader::isDigest)
                .limit(2 * MOST)
                .toList());
    }

    /** Those of this run, and of runs that are over. */
    private List<String> over(RunId run, List<String> labelled) throws EngineException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("image", "inspect", "--format", "{{.Id}} {{index .Config.Labels \"" + RunId.LABEL + "\"}}"));
        command.addAll(labelled);
        List<String> images = new ArrayList<>();
        for (String line : run(command.toArray(String[]::new)).split("\n")) {
            List<String> words = words(line);
            if (words.size() == 2 && ImageReader.isDigest(words.get(0))) {
                if (isOver(new RunId(words.get(1)), run)) {
                    images.add(words.get(0));
                }
            }
        }
        return images;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** An image that somebody else removed meanwhile is no reason to fail: what the command says counts. */
    private String run(String... arguments) throws EngineException, InterruptedException {
        return runAll(List.of(host.command(arguments))).get(0).out();
    }

    private List<CommandResult> runAll(List<DockerCommand> commands) throws EngineException, InterruptedException {
        try {
            return runner.runAll(commands);
        } catch (IOException e) {
            throw new EngineException("the docker client " + host.client() + " can't be run: " + e.getMessage(), e);
        }
    }
}
