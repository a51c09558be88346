package io.jenkins.plugins.multistagebuild.build;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which of a stage's instructions has which number. BuildKit counts a {@code WORKDIR} that comes to the root among the steps, but
 * makes no step of it and gives it no number (dispatchWorkdir in dockerfile2llb/convert.go). Where a variable or the base's own
 * folder decides what it comes to, the names of the steps tell.
 */
final class StepNumbers implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Pattern ROOT = Pattern.compile("(?i)WORKDIR\\s+\"?/[/.]*\"?\\s*");
    private static final Pattern PERHAPS_ROOT =
            Pattern.compile("(?i)WORKDIR\\s+(?:.*(?:\\$|\\.\\.).*|\"?[./]*\"?\\s*)", Pattern.DOTALL);

    private final List<InstructionRun> steps;
    /** Places of the steps whose names have come, by number. */
    private final TreeMap<Integer, Integer> known = new TreeMap<>();

    StepNumbers(List<InstructionRun> all) {
        steps = List.copyOf(all.stream()
                .filter(step -> !ROOT.matcher(step.text()).matches())
                .toList());
    }

    /**
     * The instruction of a step.
     *
     * @param first its place if each instruction before it has a number
     */
    @CheckForNull
    InstructionRun find(StepName name, int first) {
        if (steps.isEmpty()) {
            return null;
        }
        Integer place = known.get(name.number());
        return steps.get(place == null ? place(name, Math.min(first, steps.size() - 1)) : place);
    }

    private int place(StepName name, int first) {
        Map.Entry<Integer, Integer> before = known.lowerEntry(name.number());
        int begin = before == null ? 0 : before.getValue() + 1;
        int least = before == null ? first : Math.max(first, before.getValue() + name.number() - before.getKey());
        int best = Math.min(least, steps.size() - 1);
        int likeness = 0;
        for (int place = least; place < steps.size(); place++) {
            int like = likeness(name, steps.get(place).text());
            if (like > likeness && place - least <= doubtful(begin, place)) {
                best = place;
                likeness = like;
            }
        }
        if (likeness > 0) {
            known.put(name.number(), best);
        }
        return best;
    }

    private long doubtful(int from, int to) {
        return steps.subList(Math.min(from, to), to).stream()
                .filter(step -> PERHAPS_ROOT.matcher(step.text()).matches())
                .count();
    }

    /** 3 for the same text, 2 for what may be the same once variables are expanded, 1 for the same keyword. */
    private static int likeness(StepName name, String text) {
        String told = name.text().strip();
        int variable = text.indexOf('$');
        if (told.equals(text.strip())) {
            return 3;
        } else if (!text.regionMatches(
                true, 0, name.keyword(), 0, name.keyword().length())) {
            return 0;
        }
        return variable >= 0 && told.startsWith(text.substring(0, variable)) ? 2 : 1;
    }
}
