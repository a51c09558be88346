package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Heredoc;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Makes the finished graph of drafts without problems. */
final class GraphAssembler {

    private static final int MAX_TEXT = 1_000;

    private final String file;
    private final Drafts drafts;
    private final List<Draft> asked;
    private final BitSet needed;
    private final Reasons reasons;
    private final Set<String> contexts = new HashSet<>();

    GraphAssembler(String file, Drafts drafts, GraphOptions options, List<Draft> asked, BitSet needed) {
        this.file = file;
        this.drafts = drafts;
        this.asked = asked;
        this.needed = needed;
        this.reasons = new Reasons(drafts.all(), asked, needed);
        options.buildContexts().forEach(name -> contexts.add(BuildContexts.key(name)));
    }

    StageGraph graph(List<Lint> lint) {
        List<Stage> stages = drafts.all().stream().map(this::stage).toList();
        List<Integer> also = asked.subList(1, asked.size()).stream()
                .map(draft -> draft.index)
                .toList();
        return new StageGraph(file, stages, asked.get(0).index, also, lint);
    }

    private Stage stage(Draft draft) {
        return new Stage(
                draft.index,
                draft.name(),
                draft.line(),
                base(draft),
                draft.platform,
                dependencies(draft),
                images(draft),
                draft.inherited.stream().map(GraphAssembler::inherited).toList(),
                draft.own.stream().map(GraphAssembler::own).toList(),
                draft.replaced ? List.of() : draft.paths.ofContext(),
                needed.get(draft.index),
                reasons.of(draft));
    }

    private static Base base(Draft draft) {
        if (draft.parent != null) {
            return new Base(Base.Kind.STAGE, draft.base, draft.parent.index);
        }
        return new Base(
                draft.isScratch() && !draft.replaced ? Base.Kind.SCRATCH : Base.Kind.IMAGE,
                draft.replaced ? draft.displayName() : draft.base,
                null);
    }

    /** Nothing for a stage that a build context replaces. */
    private static List<Dependency> dependencies(Draft draft) {
        Map<Dependency, Set<String>> dependencies = new LinkedHashMap<>();
        if (draft.replaced) {
            return List.of();
        }
        if (draft.parent != null) {
            dependencies.put(
                    new Dependency(draft.parent.index, Dependency.Kind.FROM, draft.line()), Set.of(SourcePaths.ALL));
        }
        for (Draft.Link link : draft.links()) {
            Draft source = link.stage();
            if (source != null && (source.index <= draft.index || !link.isImplicit())) {
                dependencies
                        .computeIfAbsent(
                                new Dependency(source.index, link.kind(), link.line()), key -> new LinkedHashSet<>())
                        .addAll(draft.paths.of(link.instruction(), link.written()));
            }
        }
        return dependencies.entrySet().stream()
                .map(each -> withPaths(each.getKey(), each.getValue()))
                .toList();
    }

    private static Dependency withPaths(Dependency edge, Set<String> paths) {
        return paths.contains(SourcePaths.ALL)
                ? edge
                : new Dependency(edge.stage(), edge.kind(), edge.line(), List.copyOf(paths));
    }

    private List<String> images(Draft draft) {
        Set<String> images = new LinkedHashSet<>();
        if (draft.replaced) {
            return List.of();
        }
        if (draft.parent == null && !draft.isScratch()) {
            images.add(draft.base);
        }
        for (Draft.Link link : draft.links()) {
            if (link.image() != null) {
                images.add(link.image());
            }
        }
        images.removeIf(image -> BuildContexts.canReplace(image) && contexts.contains(BuildContexts.key(image)));
        return new ArrayList<>(images);
    }

    private static StageInstruction inherited(Draft.Trigger trigger) {
        Place origin = trigger.origin().place();
        return instruction(trigger.instruction(), origin.line(), origin.endLine());
    }

    private static StageInstruction own(Instruction instruction) {
        return instruction(
                instruction, instruction.place().line(), instruction.place().endLine());
    }

    private static StageInstruction instruction(Instruction instruction, int line, int endLine) {
        String text = instruction.place().text();
        String keyword = instruction.place().keyword().toUpperCase(Locale.ROOT);
        boolean step = instruction instanceof Instruction.Run
                || instruction instanceof Instruction.Copy
                || instruction instanceof Instruction.Add
                || instruction instanceof Instruction.Workdir;
        return new StageInstruction(
                line,
                endLine,
                keyword,
                text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text,
                step,
                rest(instruction, text));
    }

    private static List<Heredoc> heredocs(Instruction instruction) {
        if (instruction instanceof Instruction.Run run) {
            return run.heredocs();
        } else if (instruction instanceof Instruction.Copy copy) {
            return copy.files().heredocs();
        }
        return instruction instanceof Instruction.Add add ? add.files().heredocs() : List.of();
    }

    private static String rest(Instruction instruction, String text) {
        StringBuilder rest = new StringBuilder(text.length() > MAX_TEXT ? text.substring(MAX_TEXT) : "");
        List<Heredoc> heredocs = heredocs(instruction);
        heredocs.forEach(each -> rest.append('\n').append(each.content()).append(each.name()));
        return rest.isEmpty()
                ? ""
                : UUID.nameUUIDFromBytes(rest.toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
