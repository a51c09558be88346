package io.jenkins.plugins.multistagebuild.docker;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Removes the temporary images of a run, and what runs that were killed have left. */
public final class Temporaries {

    /** Of which runs the images are to go. */
    public enum Whose {
        THIS_RUN,
        /** Runs that ended without removing them. */
        KILLED_RUNS,
        BOTH
    }

    private static final int MOST = 500;
    /** An engine with containerd's image store fails to list images while one of them is being removed, whoever does that. */
    private static final int ATTEMPTS = 5;

    private final DockerHost host;
    private final CommandRunner runner;
    private final RunId run;
    private final Whose whose;
    /** Repositories whose images have travelled, of which not all could be labelled. */
    private final List<HandOverRepository> repositories = new ArrayList<>();

    private Temporaries(DockerHost host, CommandRunner runner, RunId run, Whose whose) {
        this.host = host;
        this.runner = runner;
        this.run = run;
        this.whose = whose;
    }

    /**
     * Removes them. The images below them stay: to the engine these are its cache, as after any build.
     *
     * @param handOvers whether to remove images, too, that travelled between hosts and could not be labelled, since what is
     *     built from them would inherit that
     * @param registry the repository by which they travelled; null where they did without one
     * @throws EngineException if the engine does not answer, or can't list its images
     */
    public static void remove(
            DockerHost host,
            CommandRunner runner,
            RunId run,
            Whose whose,
            boolean handOvers,
            @CheckForNull HandOverRepository registry)
            throws EngineException, InterruptedException {
        Temporaries temporaries = new Temporaries(host, runner, run, whose);
        if (handOvers) {
            temporaries.repositories.add(HandOverName.REPOSITORY);
        }
        if (handOvers && registry != null) {
            temporaries.repositories.add(registry);
        }
        temporaries.remove();
    }

    private void remove() throws EngineException, InterruptedException {
        boolean own = whose != Whose.KILLED_RUNS;
        boolean others = whose != Whose.THIS_RUN;
        List<DockerCommand> questions = new ArrayList<>();
        if (own) {
            questions.add(labelled(RunId.LABEL + "=" + run.value()));
        }
        if (others) {
            questions.add(labelled(RunId.LABEL));
        }
        int named = questions.size();
        if (!repositories.isEmpty()) {
            questions.add(names());
        }
        List<CommandResult> answers = lists(questions);
        List<String> images = own ? digests(answers.get(0)) : new ArrayList<>();
        if (others) {
            List<String> labelled = digests(answers.get(own ? 1 : 0));
            labelled.removeAll(images);
            images.addAll(toGo(labelled));
        }
        for (HandOverRepository repository : repositories) {
            words(answers.get(named).out()).stream()
                    .filter(name -> isToGo(repository.run(name)))
                    .limit(MOST)
                    .forEach(images::add);
        }
        if (!images.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("image", "rm", "--force", "--no-prune"));
            command.addAll(images);
            run(command.toArray(String[]::new));
        }
    }

    /**
     * Asks for names. Of an image with several, an engine with containerd's image store looks at one only when it is asked for
     * those of a repository; so where there are several it is asked for all.
     */
    private DockerCommand names() {
        List<String> question = new ArrayList<>(List.of("image", "ls", "--format", "{{.Repository}}:{{.Tag}}"));
        if (repositories.size() == 1) {
            question.add(repositories.get(0).name());
        }
        return host.command(question, Map.of());
    }

    private List<CommandResult> lists(List<DockerCommand> questions) throws EngineException, InterruptedException {
        List<CommandResult> answers = new ArrayList<>(runAll(questions));
        for (int i = 0; i < answers.size(); i++) {
            for (int attempt = 1; answers.get(i).exitStatus() != 0; attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new EngineException("the engine can't list its images: "
                            + answers.get(i).complaint());
                }
                answers.set(i, runAll(List.of(questions.get(i))).get(0));
            }
        }
        return answers;
    }

    private boolean isToGo(@CheckForNull RunId owner) {
        return owner != null
                && (owner.equals(run)
                        ? whose != Whose.KILLED_RUNS
                        : whose != Whose.THIS_RUN && owner.isOver(Instant.now()));
    }

    private DockerCommand labelled(String label) {
        return host.command("image", "ls", "--quiet", "--no-trunc", "--filter", "label=" + label);
    }

    private static List<String> digests(CommandResult answer) {
        return new ArrayList<>(words(answer.out()).stream()
                .filter(ImageReader::isDigest)
                .limit(2 * MOST)
                .toList());
    }

    private List<String> toGo(List<String> labelled) throws EngineException, InterruptedException {
        if (labelled.isEmpty()) {
            return List.of();
        }
        List<String> command = new ArrayList<>(
                List.of("image", "inspect", "--format", "{{.Id}} {{index .Config.Labels \"" + RunId.LABEL + "\"}}"));
        command.addAll(labelled.subList(0, Math.min(MOST, labelled.size())));
        List<String> images = new ArrayList<>();
        for (String line : run(command.toArray(String[]::new)).split("\n")) {
            List<String> words = words(line);
            if (words.size() == 2 && ImageReader.isDigest(words.get(0)) && isToGo(new RunId(words.get(1)))) {
                images.add(words.get(0));
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
