package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.ProblemList;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a Dockerfile into a graph of its stages, with the engine's meaning and in the engine's order of checks. */
public final class GraphReader {

    private static final int MAX_STAGES = 10_000;

    private final byte[] text;
    private final Dockerfile dockerfile;
    private final GraphOptions options;
    private final ProblemList problems;
    private final Drafts drafts;

    private GraphReader(Dockerfile dockerfile, byte[] text, GraphOptions options) {
        this.text = text;
        this.dockerfile = dockerfile;
        this.options = options;
        this.problems = new ProblemList(dockerfile.file(), text);
        this.drafts = new Drafts(dockerfile);
    }

    /** Reads a file's content. It never fails: what is wrong is told in the reading. */
    public static Reading read(String file, byte[] text, GraphOptions options) {
        return new GraphReader(Dockerfile.parse(file, text), text, options).read();
    }

    private Reading read() {
        problems.addAll(dockerfile.problems());
        if (!dockerfile.outlineReadable()) {
            return new Reading(null, problems.toList(), List.of());
        }
        if (drafts.all().isEmpty()) {
            problems.add(0, "the Dockerfile holds no stage to build; add FROM behind the ARG lines");
            return new Reading(null, problems.toList(), List.of());
        }
        if (drafts.all().size() > MAX_STAGES) {
            problems.add(
                    drafts.all().get(MAX_STAGES).line(),
                    "the Dockerfile has more than " + MAX_STAGES + " stages; split it into several files");
            return new Reading(null, problems.toList(), List.of());
        }
        LintList lint = new LintList(lintSettings());
        StageLint stageLint = new StageLint(dockerfile, drafts, lint);
        stageLint.checkText();
        stageLint.checkDefaults(variables(Map.of()));
        GlobalVariables variables = variables(options.buildArgs());
        new StageDrafter(dockerfile, options, drafts, variables, problems).draft();
        drafts.all().forEach(draft -> stageLint.checkVariables(draft, variables));
        new EpochCheck(dockerfile.escape(), options, drafts, variables, problems).check();
        List<Draft> asked = asked();
        ReferenceCheck references = new ReferenceCheck(dockerfile, drafts, problems);
        BitSet reached = references.check(asked);
        ProblemList building = new ProblemList(dockerfile.file(), text);
        references.checkOrder(reached, building);
        new StageWalk(dockerfile, drafts, options, variables, building, lint).walk(reached);
        problems.addByLine(building);
        stageLint.checkUse(asked);
        if (problems.isEmpty() && !lint.failing().isEmpty()) {
            problems.add(
                    0,
                    "the directive check=error=true lets these findings fail the build: "
                            + String.join(", ", lint.failing()) + "; mend them, or skip them with check=skip=…");
        }
        if (!problems.isEmpty()) {
            return new Reading(null, problems.toList(), lint.toList());
        }
        return new Reading(graph(asked, lint.toList()), List.of(), lint.toList());
    }

    private LintSettings lintSettings() {
        try {
            return LintSettings.parse(dockerfile.check());
        } catch (RefusedException e) {
            problems.add(0, e.getMessage());
            return LintSettings.NONE;
        }
    }

    private GlobalVariables variables(Map<String, String> given) {
        String target = options.target();
        String stage = target == null || target.isEmpty() ? drafts.last().name() : target;
        Platform platform = Platform.parse(firstPlatform());
        if (platform == null) {
            problems.add(0, "the platform " + options.platform() + " is not possible; write for example linux/arm64");
            platform = new Platform("linux", "", "amd64", "");
        }
        return new GlobalVariables(platform, given, stage == null ? "" : stage, dockerfile.escape());
    }

    private String firstPlatform() {
        String platforms = options.platform().isEmpty() ? GraphOptions.DEFAULT_PLATFORM : options.platform();
        int comma = platforms.indexOf(',');
        return comma < 0 ? platforms : platforms.substring(0, comma);
    }

    /** The target and what is built besides, the target first. */
    private List<Draft> asked() {
        Set<Draft> asked = new LinkedHashSet<>();
        String target = options.target();
        add(asked, target == null || target.isEmpty() ? drafts.last() : find("target", target));
        for (String also : options.alsoBuild()) {
            add(asked, find("also-build", also));
        }
        return new ArrayList<>(asked);
    }

    private static void add(Set<Draft> asked, @CheckForNull Draft draft) {
        if (draft != null) {
            asked.add(draft);
        }
    }

    @CheckForNull
    private Draft find(String role, String name) {
        Draft draft = drafts.named(name);
        if (draft == null) {
            problems.add(0, Messages.unknownStage(role, name, drafts.names()));
        }
        return draft;
    }

    private StageGraph graph(List<Draft> asked, List<Lint> lint) {
        BitSet needed = Reach.from(asked, false);
        return new GraphAssembler(dockerfile.file(), drafts, options, asked, needed).graph(lint);
    }
}
