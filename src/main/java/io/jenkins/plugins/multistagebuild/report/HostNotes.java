package io.jenkins.plugins.multistagebuild.report;

import java.util.ArrayList;
import java.util.List;

/** Which hosts were left out or lost, where their work went, and what else is to be known of them. */
final class HostNotes {

    private static final int MOST = 20;

    private HostNotes() {}

    static List<Markup> of(BuildReport report) {
        List<String> notes = report.notes();
        List<Markup> sentences = new ArrayList<>();
        notes.stream()
                .limit(MOST)
                .forEach(note -> sentences.add(new Markup().text(Brevity.cut(sentence(Wording.host(note)), 600))));
        if (notes.size() > MOST) {
            sentences.add(Wording.markup("highlight.more", notes.size() - MOST));
        }
        return sentences;
    }

    private static String sentence(String note) {
        return note.isEmpty() ? note : Character.toUpperCase(note.charAt(0)) + note.substring(1);
    }
}
