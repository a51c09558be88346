package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** Which hosts were left out or lost, where their work went, and what else is to be known of them. */
final class HostNotes {

    private static final int MOST = 20;

    private HostNotes() {}

    static List<Markup> of(BuildReport report) {
        return report.notes().stream()
                .limit(MOST)
                .map(note -> new Markup().text(Brevity.cut(sentence(Wording.host(note)), 600)))
                .toList();
    }

    private static String sentence(String note) {
        return note.isEmpty() ? note : Character.toUpperCase(note.charAt(0)) + note.substring(1);
    }
}
