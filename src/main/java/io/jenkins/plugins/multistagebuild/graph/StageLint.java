package io.jenkins.plugins.multistagebuild.graph;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.multistagebuild.dockerfile.Dockerfile;
import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.Place;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.Suggestion;
import io.jenkins.plugins.multistagebuild.dockerfile.WordExpansion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Findings on how a file is written and on its FROM lines. */
final class StageLint {

    private static final int MAX_LOOKED = 2_000;

    private final Dockerfile dockerfile;
    private final Drafts drafts;
    private final LintList lint;

    StageLint(Dockerfile dockerfile, Drafts drafts, LintList lint) {
        this.dockerfile = dockerfile;
        this.drafts = drafts;
        this.lint = lint;
    }

    /** What can be told before anything is expanded. */
    void checkText() {
        for (int line : dockerfile.emptyContinuations()) {
            lint.add(LintRule.NO_EMPTY_CONTINUATION, line, "Empty line within a continued instruction");
        }
        Set<String> names = new HashSet<>();
        int lower = 0;
        int upper = 0;
        for (Draft draft : drafts.all()) {
            checkFrom(draft.from);
            checkName(draft, names);
        }
        for (Instruction instruction : dockerfile.instructions()) {
            describe(instruction);
            if (instruction instanceof Instruction.Maintainer) {
                lint.add(LintRule.MAINTAINER_DEPRECATED, instruction.place(), "MAINTAINER is deprecated; use a LABEL");
            }
            if (isGlobal(instruction)) {
                continue;
            }
            String keyword = instruction.place().keyword();
            lower += isLower(keyword) ? 1 : 0;
            upper += !isLower(keyword) && isUpper(keyword) ? 1 : 0;
        }
        checkCasing(lower > upper);
    }

    private boolean isGlobal(Instruction instruction) {
        return drafts.all().isEmpty()
                || instruction.place().line() < drafts.all().get(0).line();
    }

    private void checkCasing(boolean mostlyLower) {
        for (Instruction instruction : dockerfile.instructions()) {
            String keyword = instruction.place().keyword();
            if (!isGlobal(instruction) && !(mostlyLower ? isLower(keyword) : isUpper(keyword))) {
                lint.add(
                        LintRule.CONSISTENT_INSTRUCTION_CASING,
                        instruction.place().line(),
                        "Write " + Quoted.text(keyword) + " in " + (mostlyLower ? "lower" : "upper")
                                + " case, as most instructions of this file");
            }
        }
    }

    private void checkFrom(Instruction.From from) {
        String name = from.name();
        String as = from.as();
        if (name == null || as == null) {
            return;
        }
        Place place = from.place();
        if (!isLower(name)) {
            lint.add(LintRule.STAGE_NAME_CASING, place, "Stage name " + Quoted.text(name) + " should be lower case");
        }
        String keyword = place.keyword();
        boolean matches = isLower(keyword) ? isLower(as) : !isUpper(keyword) || isUpper(as);
        if (!matches) {
            lint.add(LintRule.FROM_AS_CASING, place, "The case of " + as + " does not match that of " + keyword);
        }
    }

    private void checkName(Draft draft, Set<String> names) {
        String name = draft.name();
        if (name == null) {
            return;
        }
        if (!BuildContexts.canReplace(name)) {
            lint.add(LintRule.RESERVED_STAGE_NAME, draft.line(), "Stage name " + name + " is reserved; choose another");
        }
        if (!names.add(name)) {
            lint.add(
                    LintRule.DUPLICATE_STAGE_NAME,
                    draft.line(),
                    "Stage name " + name + " is given twice; COPY, mounts and --target mean the last one");
        }
    }

    private void describe(Instruction instruction) {
        List<String> comments = instruction.place().comments();
        List<String> names = List.of();
        String keyword = "";
        if (instruction instanceof Instruction.From from && from.name() != null) {
            names = List.of(from.stageName());
            keyword = "FROM";
        } else if (instruction instanceof Instruction.Arg arg) {
            names = arg.variables().stream().map(Instruction.Pair::name).toList();
            keyword = "ARG";
        }
        if (comments.isEmpty() || names.isEmpty()) {
            return;
        }
        String first = comments.get(comments.size() - 1).split(" ", 2)[0];
        if (!names.contains(first)) {
            lint.add(
                    LintRule.INVALID_DEFINITION_DESCRIPTION,
                    instruction.place(),
                    "The comment above " + keyword + " should begin with "
                            + (names.size() == 1 ? Quoted.text(names.get(0)) : "the name it describes"));
        }
    }

    /** What can be told of FROM lines with the values of a build. */
    void checkVariables(Draft draft, GlobalVariables variables) {
        Place place = draft.from.place();
        try {
            WordExpansion.Expanded base = WordExpansion.expand(draft.from.base(), dockerfile.escape(), variables);
            undefined(place, base, variables);
            if (draft.from.platform().isEmpty()) {
                return;
            }
            WordExpansion.Expanded platform =
                    WordExpansion.expand(draft.from.platform(), dockerfile.escape(), variables);
            undefined(place, platform, variables);
            checkPlatform(draft, platform, variables);
        } catch (RefusedException e) {
            // a problem already
            return;
        }
    }

    private void undefined(Place place, WordExpansion.Expanded word, GlobalVariables variables) {
        for (String name : word.unmatched()) {
            if (!variables.isDeclared(name) && lint.hasRoom()) {
                lint.add(
                        LintRule.UNDEFINED_ARG_IN_FROM,
                        place,
                        "FROM uses " + Quoted.text(name) + ", which no ARG before the first FROM declares"
                                + Suggestion.text(name, variables.names()));
            }
        }
    }

    private void checkPlatform(Draft draft, WordExpansion.Expanded platform, GlobalVariables variables) {
        Place place = draft.from.place();
        if (platform.unmatched().isEmpty()
                && platform.matched().equals(Set.of("TARGETPLATFORM"))
                && platform.text().equals(variables.look("TARGETPLATFORM"))) {
            lint.add(
                    LintRule.REDUNDANT_TARGET_PLATFORM,
                    place,
                    "FROM --platform=" + draft.from.platform() + " is what happens anyway; leave it out");
        }
        Platform parsed = Platform.parse(platform.text());
        String name = draft.name() == null ? "" : draft.name();
        if (platform.matched().isEmpty()
                && platform.unmatched().isEmpty()
                && parsed != null
                && !name.contains(parsed.os())
                && !name.contains(parsed.architecture())) {
            lint.add(
                    LintRule.FROM_PLATFORM_FLAG_CONST_DISALLOWED,
                    place,
                    "FROM --platform should not be the constant " + Quoted.text(platform.text())
                            + "; the stage then builds for no other");
        }
    }

    /** Whether the bases would be images if the build gave no values at all. */
    void checkDefaults(GlobalVariables defaults) {
        try {
            for (Instruction.Arg arg : drafts.globalArgs()) {
                defaults.declare(arg);
            }
            for (Draft draft : drafts.all()) {
                String base = WordExpansion.expand(draft.from.base(), dockerfile.escape(), defaults)
                        .text();
                if (ImageReference.fault(base) != null) {
                    lint.add(
                            LintRule.INVALID_DEFAULT_ARG_IN_FROM,
                            draft.line(),
                            "Without --build-arg, " + Quoted.text(draft.from.base())
                                    + " names no image; give the ARG a default");
                }
            }
        } catch (RefusedException e) {
            // a problem of the build itself too, or hidden by a value that it gives
            return;
        }
    }

    /** Our own rules, on the finished edges. */
    void checkUse(List<Draft> asked) {
        Set<Draft> used = new HashSet<>(asked);
        Set<String> names = drafts.names();
        Map<String, String> looked = new HashMap<>();
        for (Draft draft : drafts.all()) {
            if (draft.parent != null) {
                used.add(draft.parent);
            }
            for (Draft.Link link : draft.links()) {
                used.add(link.stage());
                String close = closest(link, names, looked);
                if (close != null) {
                    lint.add(
                            LintRule.MISSPELLED_STAGE,
                            link.instruction().place(),
                            Messages.misspelled(link, draft, drafts.all(), close));
                }
            }
        }
        for (Draft draft : drafts.all()) {
            if (!used.contains(draft) && draft != drafts.last()) {
                lint.add(
                        LintRule.UNUSED_STAGE,
                        draft.from.place(),
                        "No other stage uses " + draft.displayName() + "; it is built only when asked for");
            }
        }
    }

    /** The stage whose name is close to that of an image, or null; only so many images are looked at. */
    @CheckForNull
    private static String closest(Draft.Link link, Set<String> names, Map<String, String> looked) {
        String image = link.image();
        if (image == null || image.indexOf('/') >= 0 || image.indexOf(':') >= 0 || looked.size() > MAX_LOOKED) {
            return null;
        }
        return looked.computeIfAbsent(image, any -> Suggestion.closest(image, names));
    }

    private static boolean isLower(String word) {
        return word.equals(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isUpper(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT));
    }
}
