package io.jenkins.plugins.multistagebuild.dockerfile;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collection;

/** Finds the name that somebody may have meant. */
public final class Suggestion {

    private static final int MAX_NAME = 32;
    private static final int MAX_CANDIDATES = 500;

    private Suggestion() {}

    /** {@code (did you mean name?)} with a blank before it, or nothing. */
    public static String text(String wrong, Collection<String> candidates) {
        String best = closest(wrong, candidates);
        return best == null ? "" : " (did you mean " + Quoted.text(best) + "?)";
    }

    /** The closest of some names, if it is close at all: up to a third of its letters may differ. */
    @CheckForNull
    public static String closest(String wrong, Collection<String> candidates) {
        if (wrong.isEmpty() || wrong.length() > MAX_NAME) {
            return null;
        }
        String best = null;
        int bestDistance = Math.max(1, wrong.length() / 3) + 1;
        int looked = 0;
        for (String candidate : candidates) {
            if (++looked > MAX_CANDIDATES) {
                break;
            }
            if (Math.abs(candidate.length() - wrong.length()) >= bestDistance || candidate.equals(wrong)) {
                continue;
            }
            int distance = distance(Characters.lower(wrong), Characters.lower(candidate));
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Edits from one word to another, two exchanged neighbours being one edit. */
    private static int distance(String a, String b) {
        int[] older = new int[b.length() + 1];
        int[] old = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            old[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], old[j]) + 1, old[j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], older[j - 2] + 1);
                }
            }
            older = old;
            old = row;
        }
        return old[b.length()];
    }
}
