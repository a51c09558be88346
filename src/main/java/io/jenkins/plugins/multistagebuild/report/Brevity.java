package io.jenkins.plugins.multistagebuild.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How much of a report goes into a page, which has to stay small: the more instructions there are, the less of each one's
 * text, and in the end only a stage's longest. The JSON has all of it.
 */
final class Brevity {

    private static final int MOST_BYTES = 295_000;

    /** Bytes of a text, then how many bars have a tip, how many a text, and how many instructions of a stage are shown. */
    private static final int[][] LEVELS = {
        {400, 1_000, 300, Integer.MAX_VALUE},
        {200, 500, 200, Integer.MAX_VALUE},
        {100, 300, 150, Integer.MAX_VALUE},
        {60, 150, 100, Integer.MAX_VALUE},
        {40, 100, 80, Integer.MAX_VALUE},
        {28, 60, 60, Integer.MAX_VALUE},
        {20, 30, 40, Integer.MAX_VALUE},
        {20, 30, 40, 15},
        {20, 30, 40, 11},
        {20, 30, 40, 8},
        {20, 30, 40, 5},
        {20, 30, 40, 3},
    };

    private static final Comparator<BuildReport.InstructionReport> LONGEST_FIRST =
            Comparator.comparingLong(BuildReport.InstructionReport::wallMillis).reversed();

    private final int bytes;
    private final int inStage;
    private final Set<BuildReport.InstructionReport> told;
    private final Set<BuildReport.InstructionReport> written;

    private Brevity(List<BuildReport.InstructionReport> longestFirst, int[] level) {
        bytes = level[0];
        told = first(longestFirst, level[1]);
        written = first(longestFirst, level[2]);
        inStage = level[3];
    }

    /** The first drawing that is small enough, else the smallest. */
    static String fitting(BuildReport report, Function<Brevity, String> drawing) {
        List<BuildReport.InstructionReport> longestFirst = report.stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .sorted(LONGEST_FIRST)
                .toList();
        String html = "";
        for (int i = 0; i < LEVELS.length; i++) {
            if (i < LEVELS.length - 1 && atLeast(report, LEVELS[i]) > MOST_BYTES) {
                continue;
            }
            html = drawing.apply(new Brevity(longestFirst, LEVELS[i]));
            if (html.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
                break;
            }
        }
        return html;
    }

    /** A size that needs no drawing to be told: a row and a bar for each instruction that is shown. */
    private static long atLeast(BuildReport report, int[] level) {
        long bytes = 0;
        for (BuildReport.StageReport stage : report.stages()) {
            for (int i = 0; i < Math.min(level[3], stage.instructions().size()); i++) {
                bytes += 80
                        + Math.min(level[0], stage.instructions().get(i).text().length());
            }
        }
        return bytes;
    }

    private static Set<BuildReport.InstructionReport> first(List<BuildReport.InstructionReport> all, int count) {
        Set<BuildReport.InstructionReport> first = Collections.newSetFromMap(new IdentityHashMap<>());
        first.addAll(all.subList(0, Math.min(count, all.size())));
        return first;
    }

    /** The instructions of a stage that are shown, in their order; the longest where these are not all. */
    List<BuildReport.InstructionReport> shown(BuildReport.StageReport stage) {
        if (stage.instructions().size() <= inStage) {
            return stage.instructions();
        }
        List<BuildReport.InstructionReport> longest = new ArrayList<>(stage.instructions());
        longest.sort(LONGEST_FIRST);
        Set<BuildReport.InstructionReport> kept = first(longest, inStage);
        return stage.instructions().stream().filter(kept::contains).toList();
    }

    /** Whether an instruction's bar has a tip that tells what it is. */
    boolean told(BuildReport.InstructionReport instruction) {
        return told.contains(instruction);
    }

    /** Whether its text may stand in its bar. */
    boolean written(BuildReport.InstructionReport instruction) {
        return written.contains(instruction);
    }

    /** As much of an instruction's text as there is room for. */
    String text(BuildReport.InstructionReport instruction) {
        return cut(instruction.text(), bytes);
    }

    /** As much of a text as takes so many bytes in a page; where it is cut, an ellipsis stands behind it. */
    static String cut(String text, int bytes) {
        int left = bytes;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            left -= Markup.bytes(c);
            if (left < 0) {
                return text.substring(0, i) + "…";
            }
            i += Character.charCount(c);
        }
        return text;
    }
}
