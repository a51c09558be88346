package io.jenkins.plugins.multistagebuild.build;

import io.jenkins.plugins.multistagebuild.graph.Base;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Steps of different stages of which all is equal that their results depend on. BuildKit runs them once, under the name of
 * one of the stages.
 */
final class EqualSteps implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Instructions that do not change what later steps are. */
    private static final Set<String> ASIDE = Set.of(
            "CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "STOPSIGNAL", "VOLUME");

    private final Map<InstructionRun, String> keys = new IdentityHashMap<>();
    private final Map<String, List<StepFinder.Found>> groups = new HashMap<>();

    EqualSteps(List<StageRun> stages) {
        List<String> ends = new ArrayList<>();
        for (StageRun stage : stages) {
            ends.add(stage.stage().needed() ? add(stage, ends) : "");
        }
    }

    /** Adds the steps of a stage; tells the key of what it ends with. */
    private String add(StageRun run, List<String> ends) {
        Base base = run.stage().base();
        Integer parent = base.stage();
        String key = parent != null
                ? ends.get(parent)
                : base.kind() + " " + base.ref() + " " + run.stage().platform();
        for (InstructionRun instruction : run.instructions()) {
            if (instruction != run.from() && !ASIDE.contains(keyword(instruction))) {
                key = next(key, instruction.text() + "\n" + instruction.rest());
            }
            if (instruction.isStep()) {
                keys.put(instruction, key);
                groups.computeIfAbsent(key, any -> new ArrayList<>()).add(new StepFinder.Found(run, instruction));
            }
        }
        return key;
    }

    private static String keyword(InstructionRun instruction) {
        String text = instruction.text();
        int blank = text.indexOf(' ');
        return (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
    }

    private static String next(String key, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What equal steps have in common. */
    String key(InstructionRun step) {
        return keys.get(step);
    }

    /** The other steps that are equal to a step. */
    List<StepFinder.Found> of(InstructionRun step) {
        return groups.getOrDefault(keys.getOrDefault(step, ""), List.of()).stream()
                .filter(found -> found.instruction() != step)
                .toList();
    }

    /** Indices of the other stages for which a step was run too, or that ran it for this one. */
    List<Integer> sharedWith(StageRun run, InstructionRun step) {
        if (step == run.from()) {
            return List.of();
        }
        return of(step).stream()
                .filter(found -> step.state() == InstructionState.SHARED
                        ? found.instruction().state() != InstructionState.SHARED
                        : found.instruction().state() == InstructionState.SHARED)
                .map(found -> found.stage().stage().index())
                .distinct()
                .toList();
    }
}
