package io.jenkins.plugins.multistagebuild.graph;

import io.jenkins.plugins.multistagebuild.dockerfile.Instruction;
import io.jenkins.plugins.multistagebuild.dockerfile.ProblemList;
import io.jenkins.plugins.multistagebuild.dockerfile.Quoted;
import io.jenkins.plugins.multistagebuild.dockerfile.RefusedException;
import io.jenkins.plugins.multistagebuild.dockerfile.RemoteSource;
import io.jenkins.plugins.multistagebuild.dockerfile.WordExpansion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks {@code SOURCE_DATE_EPOCH}: seconds, {@code context}, a build context, or a stage that only fetches one source. */
final class EpochCheck {

    private static final String NAME = "SOURCE_DATE_EPOCH";

    private final char escape;
    private final GraphOptions options;
    private final Drafts drafts;
    private final GlobalVariables variables;
    private final ProblemList problems;

    EpochCheck(char escape, GraphOptions options, Drafts drafts, GlobalVariables variables, ProblemList problems) {
        this.escape = escape;
        this.options = options;
        this.drafts = drafts;
        this.variables = variables;
        this.problems = problems;
    }

    void check() {
        String value = options.buildArgs().getOrDefault(NAME, variables.look(NAME));
        if (value == null || value.isEmpty() || isSeconds(value) || value.equals("context")) {
            return;
        }
        if (options.buildContexts().stream()
                .anyMatch(name -> BuildContexts.key(name).equals(BuildContexts.key(value)))) {
            return;
        }
        for (Draft draft : drafts.all()) {
            if (value.equalsIgnoreCase(draft.name())) {
                checkSource(draft);
                return;
            }
        }
        problems.add(
                0,
                NAME + "=" + Quoted.text(value)
                        + " is neither a number of seconds nor a stage; write for example 1700000000");
    }

    private static boolean isSeconds(String value) {
        try {
            Long.parseLong(value);
            return value.chars().allMatch(c -> c < 0x80);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void checkSource(Draft draft) {
        try {
            if (!draft.base.equals("scratch")) {
                throw new RefusedException("it must be FROM scratch");
            }
            boolean found = false;
            Map<String, String> values = new HashMap<>();
            for (Instruction instruction : draft.own) {
                if (instruction instanceof Instruction.Arg arg) {
                    declare(arg, values);
                } else if (instruction instanceof Instruction.Add add && !found) {
                    checkRemote(add, values);
                    found = true;
                } else {
                    throw new RefusedException("it may hold ARG and one ADD only, not " + instruction.keyword());
                }
            }
            if (!found) {
                throw new RefusedException("it needs one ADD of a download or Git source");
            }
        } catch (RefusedException e) {
            problems.add(
                    draft.line(), "the stage " + draft.displayName() + " cannot give " + NAME + ": " + e.getMessage());
        }
    }

    private void declare(Instruction.Arg arg, Map<String, String> values) throws RefusedException {
        for (Instruction.Pair variable : arg.variables()) {
            String value = variable.value();
            String given = options.buildArgs().get(variable.name());
            if (given != null) {
                values.put(variable.name(), given);
            } else if (value != null) {
                values.put(variable.name(), expand(value, values));
            }
        }
    }

    private void checkRemote(Instruction.Add add, Map<String, String> values) throws RefusedException {
        List<String> sources = add.files().sources();
        if (sources.size() != 1 || !add.files().heredocs().isEmpty()) {
            throw new RefusedException("its ADD must have one source");
        }
        if (RemoteSource.kind(expand(sources.get(0), values)) == RemoteSource.Kind.LOCAL) {
            throw new RefusedException("its ADD must have a download or Git source");
        }
    }

    private String expand(String word, Map<String, String> values) throws RefusedException {
        return WordExpansion.expand(word, escape, variables.over(values)).text();
    }
}
