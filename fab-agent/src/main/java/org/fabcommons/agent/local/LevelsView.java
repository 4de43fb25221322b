// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Optional;
import org.fabcommons.agent.machine.Hand;
import org.fabcommons.profile.Control;

/** Heat, spindle and laser, and the overrides of what runs. */
record LevelsView(ControlForm form, Optional<Hand.State> now) {
    void show() {
        heat();
        spindle();
        overrides();
    }

    private void heat() {
        var offered = List.of("nozzle", "bed", "fan").stream()
                .filter(form.control()::offers)
                .toList();
        if (offered.isEmpty()) return;
        form.open("heat");
        for (var what : offered) {
            form.html()
                    .add(
                            "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/%s\" data-ask=\"%s\">",
                            form.bench().key(), what, what);
            form.field("value", "control." + what, "0");
            form.html().add("<button>%s</button>", form.texts().of("control.set"));
            if (!what.equals("fan"))
                form.html().add("<output class=\"figure faint\" data-sensor=\"%s\"></output>", what);
            form.html().add("</form>");
        }
        if (form.control().offers(Control.EXTRUDE)) filament();
        form.close();
    }

    private void filament() {
        form.html()
                .add(
                        "<h3>%s</h3><form class=\"row\" method=\"post\" action=\"/machines/%s/control/extrude\""
                                + " data-ask=\"extrude\">",
                        form.texts().of("control.filament"), form.bench().key());
        form.field("length", "control.length", "10");
        form.field("feed", "control.feed", "120");
        form.html()
                .add(
                        "<button>%s</button></form><p class=\"small faint\">%s</p>",
                        form.texts().of("control.extrude"), form.texts().of("control.extrudeHow"));
    }

    private void spindle() {
        boolean laser = form.control().offers(Control.LASER);
        if (!form.control().offers(Control.SPINDLE) && !laser) return;
        form.open("spindle");
        form.html().add("<p class=\"small\">%s</p>", form.texts().of("control.spindleHow"));
        for (var what : List.of("spindle", "laser")) {
            if (!form.control().offers(what)) continue;
            form.html()
                    .add(
                            "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/%s\" data-ask=\"%s\">",
                            form.bench().key(), what, what);
            double most =
                    form.bench().profile().limits().spindleMax().orElse(100.0) * (what.equals("laser") ? 0.02 : 0.3);
            form.field("value", "control.power", Long.toString(Math.max(1, Math.round(most / 2))));
            form.html()
                    .add(
                            "<label class=\"choice\"><input type=\"checkbox\" name=\"confirmed\" value=\"yes\">"
                                    + " %s</label><button class=\"danger\">%s</button></form>",
                            form.texts().of("control.confirmed"), form.texts().of("control." + what + "Test"));
        }
        if (form.control().offers("off")) form.ask("off", "", form.texts().of("control.off"), "primary");
        form.close();
    }

    private void overrides() {
        if (form.control().overrides().isEmpty()) return;
        form.open("overrides");
        form.html().add("<dl class=\"overrides\">");
        for (var name : List.of("feed", "rapid", "spindle", "flow")) {
            var one = form.control().overrides().get(name);
            if (one == null) continue;
            form.html()
                    .add(
                            "<dt>%s</dt><dd class=\"row\"><output id=\"override-%s\" class=\"figure\">%s</output>",
                            form.texts().of("control.override." + name),
                            name,
                            now.map(s -> s.overrides().get(name))
                                    .map(p -> p + " %")
                                    .orElse("–"));
            for (var percent : percents(one))
                form.ask("override", "of=" + name + "&percent=" + percent, percent + " %", "");
            form.html().add("</dd>");
        }
        form.html().add("</dl>");
        form.close();
    }

    private static List<Integer> percents(Control.PercentOverride one) {
        if (one.bytes().containsKey("100"))
            return one.bytes().keySet().stream().map(Integer::valueOf).sorted().toList();
        return List.of(50, 80, 90, 100, 110, 120, 150).stream()
                .filter(percent -> percent >= one.minPercent() && percent <= one.maxPercent())
                .toList();
    }
}
