package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.docker.DockerHost;
import io.jenkins.plugins.multistagebuild.docker.Engine;
import io.jenkins.plugins.multistagebuild.docker.HostSurvey;
import io.jenkins.plugins.multistagebuild.docker.Temporaries;
import io.jenkins.plugins.multistagebuild.graph.StageGraph;
import io.jenkins.plugins.multistagebuild.plan.Costs;
import io.jenkins.plugins.multistagebuild.plan.Host;
import io.jenkins.plugins.multistagebuild.plan.PlanRequest;
import io.jenkins.plugins.multistagebuild.plan.Planner;
import io.jenkins.plugins.multistagebuild.plan.Planning;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The hosts of a run: which answered, which were left out or lost, and why. */
final class Hosts implements Serializable {

    private static final long serialVersionUID = 2L;

    private final StageGraph graph;
    private final BuildOptions options;
    /** Every one that ever answered. */
    private final HashMap<String, HostRun> answered = new HashMap<>();
    /** Those of them that can build. */
    private final HashSet<String> there = new HashSet<>();
    /** Those that answer, but have no room to build. */
    private final HashSet<String> full = new HashSet<>();

    private final LinkedHashMap<String, String> leftOut = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    /** Those that came after the start. */
    private final List<DockerHost> joined = new ArrayList<>();

    /** The only one, once it has answered; null where there are several. */
    @CheckForNull
    private HostRun only;

    Hosts(StageGraph graph, BuildOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /** What asks them all at once. */
    List<BuildAction> ask() {
        if (options.hosts().isOne()) {
            return List.of(new BuildAction.Probe(
                    options.hosts().hosts().get(0),
                    options.preference(),
                    options.request().needsEngine()));
        }
        return options.hosts().hosts().stream().map(this::survey).toList();
    }

    /** A further one has come; what asks it. */
    BuildAction join(DockerHost host) {
        joined.add(host);
        return survey(host);
    }

    private BuildAction survey(DockerHost host) {
        return BuildAction.Survey.of(graph, options.preference(), host);
    }

    /** The only one has answered; tells what else to ask, since the classic builder is to get only what it needs of the context. */
    List<BuildAction> answered(Engine engine, LogSink logs) {
        DockerHost host = options.hosts().hosts().get(0);
        HostRun alone = new HostRun(host, engine, new Host(host.name(), engine.flavour()), List.of(), 0, "");
        only = alone;
        boolean takes = graph.neededStages().stream()
                .anyMatch(stage -> !graph.stage(stage).contextPaths().isEmpty());
        if (alone.isClassic() && takes) {
            return List.of(survey(host));
        }
        add(alone, logs);
        return List.of();
    }

    /** One has been asked for more than whether it is there. */
    void answered(BuildEvent.Surveyed surveyed, LogSink logs) {
        HostSurvey survey = surveyed.survey();
        Engine engine = survey.engine();
        List<String> plain = survey.images().stream()
                .filter(image -> !survey.withTriggers().contains(image))
                .toList();
        if (only != null) {
            add(new HostRun(only.host(), only.engine(), only.place(), plain, 0, ""), logs);
            return;
        }
        Host place = new Host(
                surveyed.host(),
                engine.flavour(),
                List.of(engine.platform()),
                new Host.Power(survey.processors(), 1, options.rules().jobs()),
                new Host.Store(survey.images(), surveyed.freeBytes()),
                costs().link(surveyed.host()));
        add(new HostRun(host(surveyed.host()), engine, place, plain, survey.clockAheadMillis(), survey.id()), logs);
        if (survey.clockAheadMillis() != 0) {
            Duration off = rounded(Duration.ofMillis(Math.abs(survey.clockAheadMillis())));
            note(
                    "the clock of host " + surveyed.host() + " is " + Durations.words(off)
                            + (survey.clockAheadMillis() > 0 ? " ahead" : " behind") + "; its times are told by ours",
                    logs);
        }
    }

    /** The answer took its time: of hours and days the seconds tell nothing. */
    private static Duration rounded(Duration duration) {
        return duration.toHours() < 1 ? duration : Duration.ofMinutes((duration.toSeconds() + 30) / 60);
    }

    private void add(HostRun host, LogSink logs) {
        logs.say(host.engine().at(host.host().address()));
        answered.put(host.name(), host);
        there.add(host.name());
    }

    /** One could not be asked; of the only one just what is in its images is not known then. */
    void failed(BuildEvent.SurveyFailed survey, LogSink logs) {
        if (only == null) {
            leaveOut(survey.host(), survey.message(), logs);
        } else {
            add(only, logs);
        }
    }

    void leaveOut(String host, String why, LogSink logs) {
        leftOut.put(host, why);
        there.remove(host);
        note("host " + host + " is left out: " + why, logs);
    }

    /** Whether every one has answered, or won't. */
    boolean isAsked() {
        return all().allMatch(host -> isAsked(host.name()));
    }

    /** Whether one has answered, or won't. */
    boolean isAsked(String host) {
        return answered.containsKey(host) || leftOut.containsKey(host);
    }

    /** All, in the order in which they were asked for or came. */
    Stream<DockerHost> all() {
        return Stream.concat(options.hosts().hosts().stream(), joined.stream());
    }

    /** Leaves out those that can't do what is asked for; tells why nothing can be built, or null. */
    @CheckForNull
    Failure unfit(LogSink logs) {
        Failure first = null;
        for (HostRun host : there()) {
            Failure refused = Refusal.of(graph, options, host.engine());
            if (refused != null && first == null) {
                first = refused;
            }
            if (refused != null && !options.hosts().isOne()) {
                leaveOut(host.name(), refused.message(), logs);
            }
        }
        if (options.hosts().isOne()) {
            return first;
        }
        if (!leftOut.isEmpty() && options.hosts().allRequired()) {
            return Failures.of("all hosts are required, but " + told());
        }
        return there.isEmpty() ? first != null ? first : Failures.of("no host is left to build on: " + told()) : null;
    }

    private String told() {
        List<String> told = new ArrayList<>();
        leftOut.forEach((host, why) -> told.add(host + ": " + why));
        return String.join("; ", told);
    }

    /** Shares out the work among those that are there. */
    Planning plan(LogSink logs) {
        if (options.hosts().isOne()) {
            return new Planning(Planner.plan(graph, there().get(0).place()), List.of());
        }
        Planning planning = options.hosts().planner().plan(request());
        if (planning.plan() != null) {
            Planner.notes(request()).forEach(text -> note(text, logs));
        }
        return planning;
    }

    /** What is to be planned for those that are there, of whom there must be one. */
    PlanRequest request() {
        return new PlanRequest(
                graph,
                there().stream().map(HostRun::place).toList(),
                costs(),
                options.request().switches().platform());
    }

    private Costs costs() {
        Costs costs = options.hosts().costs();
        return costs == null ? Costs.estimated(graph) : costs;
    }

    /** It does not answer any more, or has been let go. */
    void lost(String host) {
        there.remove(host);
    }

    /** Its disk is full: it builds no more, but is cleaned in the end. */
    void full(String host) {
        there.remove(host);
        full.add(host);
    }

    /** It builds on all the same, since nobody else can. */
    void notFull(String host) {
        full.remove(host);
        there.add(host);
    }

    void note(String text, LogSink logs) {
        notes.add(text);
        logs.say(text);
    }

    /** What happened to hosts, in words. */
    List<String> notes() {
        return notes;
    }

    boolean isSpread() {
        return !options.hosts().isOne();
    }

    private DockerHost host(String name) {
        return all().filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host " + name));
    }

    /** What asks a host whether it still answers. */
    BuildAction ask(String name) {
        return new BuildAction.Ask(host(name));
    }

    HostRun get(String name) {
        return Objects.requireNonNull(answered.get(name), "nothing is run on a host that has not answered");
    }

    boolean isThere(String name) {
        return there.contains(name);
    }

    /** Those that can build, in the order asked for. */
    List<HostRun> there() {
        return known().filter(host -> there.contains(host.name())).toList();
    }

    private Stream<HostRun> known() {
        return all().map(host -> answered.get(host.name())).filter(Objects::nonNull);
    }

    /** Why a host can't do what is asked for; null where it can. */
    @CheckForNull
    Failure refusal(String host) {
        return Refusal.of(graph, options, get(host).engine());
    }

    /** The name of another host that is there and has the same engine; null where there is none. */
    @CheckForNull
    String twin(String host) {
        String id = get(host).engineId();
        return there().stream()
                .filter(each -> !each.name().equals(host)
                        && !id.isEmpty()
                        && each.engineId().equals(id))
                .map(HostRun::name)
                .findFirst()
                .orElse(null);
    }

    /** Whether a host of this name has answered. */
    boolean isKnown(String name) {
        return answered.containsKey(name);
    }

    /** Whether one has answered. */
    boolean isKnown() {
        return !answered.isEmpty();
    }

    List<HostEngine> engines() {
        return known().map(host -> new HostEngine(host.name(), host.engine())).toList();
    }

    /** Those whose engine can be asked for images still. */
    Stream<HostRun> cleanable() {
        return known().filter(host -> there.contains(host.name()) || full.contains(host.name()))
                .filter(host -> !host.engine().isBuilderAlone());
    }

    BuildAction.Clean clean(HostRun host, Temporaries.Whose whose) {
        return new BuildAction.Clean(
                host.host(), options.runId(), whose, isSpread(), options.hosts().registry());
    }
}
