package io.jenkins.plugins.multistagebuild.report;

import java.util.List;

/** A box with a few sentences, above what they are about. */
final class Sentences {

    private Sentences() {}

    /** The box; nothing where there are none. */
    static Markup of(Place place, String title, List<Markup> sentences) {
        Markup html = new Markup();
        if (sentences.isEmpty()) {
            return html;
        }
        html.open("section", "class", "msb-say")
                .element(place.headingElement(), Wording.of(title), "class", "msb-heading")
                .open("ul");
        sentences.forEach(
                sentence -> html.open("li").open("p").add(sentence).close().close());
        return html.close().close();
    }
}
