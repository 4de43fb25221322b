// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.mesh.DeclaredFacts;
import org.fabcommons.hub.mesh.DrawingFacts;
import org.fabcommons.hub.mesh.OtherFacts;
import org.fabcommons.hub.mesh.PathFacts;
import org.fabcommons.hub.mesh.StepFacts;
import org.fabcommons.hub.web.Viewer;

/** The words for models that are no measured meshes, in a person's language. */
final class OtherWords {
    private static final int SECONDS_PER_MINUTE = 60;

    private OtherWords() {}

    static String of(OtherFacts facts, String title, Viewer viewer) {
        // Java 17 knows no switch over sealed types yet.
        if (facts instanceof StepFacts step) return exact(step, title, viewer);
        if (facts instanceof DeclaredFacts declared) return declared(declared, title, viewer);
        if (facts instanceof DrawingFacts drawing) return drawing(drawing, title, viewer);
        return path((PathFacts) facts, title, viewer);
    }

    private static String exact(StepFacts facts, String title, Viewer viewer) {
        List<String> all = new ArrayList<>();
        all.add(viewer.text(
                "model.words.exact", title, facts.schema(), facts.schema().isEmpty() ? 0 : 1));
        if (facts.bodies() > 0) all.add(viewer.text("model.words.bodies", facts.bodies(), facts.faces()));
        var names = facts.names().stream()
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        if (!names.isEmpty())
            all.add(viewer.text(
                    "model.words.products",
                    facts.products(),
                    String.join(", ", names),
                    facts.products() - names.size()));
        if (!facts.unit().isEmpty())
            all.add(viewer.text("model.words.unit", viewer.text("model.unit." + facts.unit())));
        if (!facts.program().isBlank()) all.add(viewer.text("model.words.program", facts.program()));
        return String.join(" ", all);
    }

    private static String declared(DeclaredFacts facts, String title, Viewer viewer) {
        List<String> all = new ArrayList<>();
        all.add(viewer.text(
                "model.words.size",
                title,
                ModelView.number(facts.widthMm(), viewer),
                ModelView.number(facts.depthMm(), viewer),
                ModelView.number(facts.heightMm(), viewer)));
        all.add(viewer.text("model.words.triangles", facts.triangles()));
        all.add(
                facts.packed().isEmpty()
                        ? viewer.text("model.words.beside")
                        : viewer.text("model.words.packed", facts.packed()));
        return String.join(" ", all);
    }

    private static String drawing(DrawingFacts facts, String title, Viewer viewer) {
        List<String> all = new ArrayList<>();
        if (facts.width() == 0 && facts.height() == 0) all.add(viewer.text("model.words.drawing", title));
        else
            all.add(viewer.text(
                    facts.unit().isEmpty() ? "model.words.drawing.unitless" : "model.words.drawing.size",
                    title,
                    ModelView.number(facts.width(), viewer),
                    ModelView.number(facts.height(), viewer)));
        var shapes = facts.shapes().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(each -> viewer.text("model.shape." + each.getKey(), each.getValue()))
                .toList();
        if (!shapes.isEmpty()) all.add(viewer.text("model.words.shapes", String.join(", ", shapes)));
        if (facts.layers() > 1) all.add(viewer.text("model.words.drawing.layers", facts.layers()));
        return String.join(" ", all);
    }

    private static String path(PathFacts facts, String title, Viewer viewer) {
        List<String> all = new ArrayList<>();
        all.add(viewer.text(
                "model.words.path." + facts.tool(),
                title,
                ModelView.number(facts.widthMm(), viewer),
                ModelView.number(facts.depthMm(), viewer)));
        if (facts.tool().equals("print"))
            all.add(viewer.text("model.words.layers", facts.layers(), ModelView.number(facts.topMm(), viewer)));
        else if (facts.bottomMm() < 0)
            all.add(viewer.text("model.words.depth", ModelView.number(-facts.bottomMm(), viewer)));
        if (facts.seconds() > 0) all.add(viewer.text("model.words.time", time(facts.seconds(), viewer)));
        if (facts.filamentMm() > 0)
            all.add(viewer.text("model.words.filament", ModelView.number(facts.filamentMm() / 1000, viewer)));
        else if (facts.workMm() > 0)
            all.add(viewer.text("model.words.way", ModelView.number(facts.workMm() / 1000, viewer)));
        if (facts.nozzleC() > 0)
            all.add(viewer.text(
                    "model.words.heat",
                    Math.round(facts.nozzleC()),
                    Math.round(facts.bedC()),
                    facts.bedC() > 0 ? 1 : 0));
        if (facts.toolChanges() > 0) all.add(viewer.text("model.words.tools", facts.toolChanges()));
        return String.join(" ", all);
    }

    /** In minutes: the machine that will make it is not known yet. */
    private static String time(double seconds, Viewer viewer) {
        long minutes = Math.max(1, Math.round(seconds / SECONDS_PER_MINUTE));
        return minutes < 60
                ? viewer.text("model.words.minutes", minutes)
                : viewer.text("model.words.hours", minutes / 60, minutes % 60);
    }
}
