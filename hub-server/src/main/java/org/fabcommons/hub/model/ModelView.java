// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.hub.mesh.MeshFacts;
import org.fabcommons.hub.mesh.ModelFormat;
import org.fabcommons.hub.mesh.PathFacts;
import org.fabcommons.hub.web.Viewer;

/**
 * A model as a person is told of it, in their language.
 *
 * @param format what it is, or what its name says while nobody has looked
 * @param words all of it in sentences, for those who cannot see a picture
 * @param notice what its author should know: a wrong name, a fault, an open surface
 * @param masses what a solid one weighs, by material
 */
public record ModelView(
        String path,
        Model model,
        Optional<ModelFormat> format,
        String words,
        Optional<String> notice,
        List<Mass> masses) {

    /** @param grams of solid material */
    public record Mass(String material, double grams) {}

    /** @param path how the file is called */
    public static ModelView of(Model model, String path, Viewer viewer) {
        var named = ModelFormat.named(path);
        var format = model.format().or(() -> named);
        return new ModelView(
                path,
                model,
                format,
                words(model, format, viewer),
                notice(model, named, viewer),
                model.facts().map(facts -> masses(facts, viewer)).orElse(List.of()));
    }

    /** What kind of file it is, as people write it, in every language. */
    public Optional<String> title() {
        boolean carves = model.other()
                .filter(facts -> facts instanceof PathFacts path && path.tool().equals(PathFacts.CARVE))
                .isPresent();
        return carves ? Optional.of("RML") : format.map(ModelFormat::title);
    }

    private static String words(Model model, Optional<ModelFormat> format, Viewer viewer) {
        var title = format.map(ModelFormat::title).orElseGet(() -> viewer.text("model.file"));
        if (model.other().isPresent()) return OtherWords.of(model.other().get(), title, viewer);
        if (model.facts().isPresent()) return measured(model.facts().get(), title, viewer);
        return switch (model.state()) {
            case WAITING -> viewer.text("model.words.waiting", title);
            case REFUSED -> viewer.text("model.words.refused", title) + " " + fault(model, viewer);
            case SEEN, MEASURED ->
                viewer.text(format.map(known -> "model.words." + known.name()).orElse("model.words.unknown"), title);
        };
    }

    private static String fault(Model model, Viewer viewer) {
        return model.fault()
                .map(fault -> viewer.text(
                        "model.fault." + fault.code(), fault.figures().toArray()))
                .orElse("");
    }

    private static String measured(MeshFacts facts, String title, Viewer viewer) {
        List<String> all = new ArrayList<>();
        all.add(viewer.text(
                "model.words.size",
                title,
                number(facts.widthMm(), viewer),
                number(facts.depthMm(), viewer),
                number(facts.heightMm(), viewer)));
        if (facts.watertight())
            all.add(viewer.text(
                    "model.words.closed",
                    facts.shells(),
                    number(facts.volumeMm3() / 1000, viewer),
                    number(facts.areaMm2() / 100, viewer)));
        else if (facts.openEdges() > 0)
            all.add(viewer.text("model.words.open", facts.shells(), facts.holeCount(), facts.openEdges()));
        else all.add(viewer.text("model.words.turned", facts.shells(), facts.turnedEdges()));
        if (facts.cavities() > 0) all.add(viewer.text("model.words.cavities", facts.cavities()));
        all.add(viewer.text("model.words.triangles", facts.triangles()));
        return String.join(" ", all);
    }

    private static Optional<String> notice(Model model, Optional<ModelFormat> named, Viewer viewer) {
        List<String> all = new ArrayList<>();
        if (model.format().isPresent() && !model.format().equals(named))
            all.add(
                    named.isPresent()
                            ? viewer.text(
                                    "model.notice.named",
                                    named.get().title(),
                                    model.format().get().title())
                            : viewer.text(
                                    "model.notice.unnamed", model.format().get().title()));
        if (model.state() == Model.State.SEEN && model.format().isEmpty() && named.isPresent())
            all.add(viewer.text("model.notice.other", named.get().title()));
        model.fault().ifPresent(fault -> all.add(fault(model, viewer)));
        model.facts().ifPresent(facts -> {
            if (facts.insideOut()) all.add(viewer.text("model.notice.inside-out"));
            else if (!facts.watertight())
                all.add(viewer.text(facts.openEdges() > 0 ? "model.notice.open" : "model.notice.turned"));
        });
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", all));
    }

    /** By the materials that the file names, or of the usual ones where it names none; only what is closed has a mass. */
    private static List<Mass> masses(MeshFacts facts, Viewer viewer) {
        if (!facts.watertight()) return List.of();
        List<Mass> masses = new ArrayList<>();
        // What a share of an open surface encloses is anybody's guess, unless one material makes all of it.
        for (var share : facts.materials())
            Density.in(share.name())
                    .filter(density -> share.volumeMm3() > 0)
                    .ifPresent(density -> masses.add(new Mass(share.name(), density.mass(share.volumeMm3()))));
        if (masses.isEmpty())
            for (var density : Density.USUAL)
                masses.add(new Mass(viewer.text("model.material." + density.name()), density.mass(facts.volumeMm3())));
        return masses;
    }

    static String number(double value, Viewer viewer) {
        return format(value, viewer.locale());
    }

    private static String format(double value, Locale locale) {
        var format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(value >= 100 ? 0 : value >= 1 ? 1 : 3);
        return format.format(value);
    }
}
