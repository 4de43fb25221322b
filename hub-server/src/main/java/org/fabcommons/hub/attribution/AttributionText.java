// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.attribution;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fabcommons.hub.design.Revision;
import org.fabcommons.hub.licence.Licence;
import org.fabcommons.hub.licence.PartLicences;
import org.fabcommons.hub.web.Viewer;

/** An attribution as a text to pass on: Markdown, in the reader's language. */
record AttributionText(Attribution it, Viewer viewer) {
    /** How many designs further away one sentence names. */
    private static final int NEAREST = 8;

    /** The whole: title, author, source, licence and changes, of everything it goes back to. */
    String whole() {
        var text = new StringBuilder();
        text.append("# ").append(escaped(it.design().title())).append("\n\n");
        text.append(line()).append("\n\n");
        text.append(viewer.text(
                        "attribution.text.source",
                        it.source(),
                        it.git(),
                        it.revision().id()))
                .append('\n');
        sources(text, "attribution.made", it.made());
        sources(text, "attribution.parts", it.parts());
        if (it.cut()) text.append("\n").append(viewer.text("attribution.cut")).append('\n');
        if (!it.changes().isEmpty()) {
            text.append("\n## ").append(viewer.text("attribution.changes")).append("\n\n");
            it.changes()
                    .forEach(change -> text.append("- ").append(change(change)).append('\n'));
        }
        return text.append("\n")
                .append(viewer.text("licence.advice"))
                .append('\n')
                .toString();
    }

    /** One sentence to stand beside a picture or the thing itself. */
    String line() {
        var based = named(it.made().stream().filter(Attribution.Source::direct));
        var further = it.made().stream().filter(source -> !source.direct()).toList();
        var used = named(it.parts().stream().filter(Attribution.Source::direct));
        return viewer.text(
                        "attribution.text.line",
                        escaped(it.design().title()),
                        it.named(it.design().ownerHandle()),
                        it.source(),
                        beside(it.licence()) + parts(it.licences()))
                + (based.isEmpty() ? "" : " " + viewer.text("attribution.text.on", based))
                + (further.isEmpty() ? "" : " " + further(further))
                + (used.isEmpty() ? "" : " " + viewer.text("attribution.text.uses", used));
    }

    /** What those go back to; of many the nearest, and where the others are named. */
    private String further(List<Attribution.Source> sources) {
        var nearest = named(sources.stream().limit(NEAREST));
        return sources.size() > NEAREST
                ? viewer.text("attribution.text.further.more", nearest, it.source() + "/attribution")
                : viewer.text("attribution.text.further", nearest);
    }

    /** One after the other. */
    private String named(Stream<Attribution.Source> sources) {
        return sources.map(source -> viewer.text(
                        "attribution.text.based",
                        escaped(source.title()),
                        it.named(source.author()),
                        source.gone() ? "" : source.address() + ", ",
                        source.licence().map(Licence::title).orElse("?") + parts(source.licences())))
                .collect(Collectors.joining(", "));
    }

    private void sources(StringBuilder text, String heading, List<Attribution.Source> sources) {
        if (sources.isEmpty()) return;
        text.append("\n## ").append(viewer.text(heading)).append("\n\n");
        for (var source : sources) {
            text.append("- ")
                    .append(viewer.text(
                            "attribution.text.item",
                            escaped(source.title()),
                            it.named(source.author()),
                            source.gone() ? viewer.text("attribution.gone", source.name()) : source.address(),
                            source.revision()
                                    .substring(0, Math.min(10, source.revision().length())),
                            source.licence()
                                            .map(AttributionText::linked)
                                            .orElseGet(() -> viewer.text("attribution.licence.unknown"))
                                    + parts(source.licences())));
            text.append(' ')
                    .append(viewer.text("attribution.text.kind", viewer.text("derivation.kind." + source.kind())));
            source.into().ifPresent(into -> text.append(' ').append(viewer.text("attribution.text.into", into)));
            if (!source.note().isEmpty()) text.append(' ').append(escaped(source.note()));
            source.verdict().flatMap(Attribution.Judged::agreed).ifPresent(agreed -> text.append(' ')
                    .append(viewer.text("attribution.text.agreed", agreed.by(), agreed.licence(), day(agreed.at()))));
            text.append('\n');
        }
    }

    /** What documentation and software have of their own, in words behind the hardware's licence. */
    private String parts(PartLicences parts) {
        var words = new StringBuilder();
        if (!parts.documentation().isEmpty())
            words.append(", ").append(viewer.text("attribution.text.documentation", linked(parts.documentation())));
        if (!parts.software().isEmpty())
            words.append(", ").append(viewer.text("attribution.text.software", linked(parts.software())));
        return words.toString();
    }

    private static String linked(String expression) {
        return Licence.find(expression).map(AttributionText::linked).orElse(expression);
    }

    private String change(Revision change) {
        var subject = change.message().strip().lines().findFirst().orElse("");
        return day(change.createdAt()) + ", "
                + viewer.text("attribution.change", escaped(change.author()), escaped(subject)) + " ("
                + change.shortId() + ")";
    }

    private static String day(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).toString().substring(0, 10);
    }

    private static String linked(Licence licence) {
        return licence.link().isEmpty() ? licence.title() : "[" + licence.title() + "](" + licence.link() + ")";
    }

    /** The same where no Markdown is read. */
    private static String beside(Licence licence) {
        return licence.link().isEmpty() ? licence.title() : licence.title() + " (" + licence.link() + ")";
    }

    /** What people wrote is no Markdown here. */
    private static String escaped(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1");
    }
}
