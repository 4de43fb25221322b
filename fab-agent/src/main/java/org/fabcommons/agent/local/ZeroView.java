// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.profile.Control;

/**
 * Coordinate systems, their zeros, and probing.
 *
 * @param found what the last probing found, as a sentence
 */
record ZeroView(ControlForm form, Optional<String> found) {
    private static final List<String> AXES = ControlView.AXES;

    void show() {
        boolean zero = form.control().offers(Control.ZERO);
        boolean probe = form.control().offers(Control.PROBE);
        if (!zero && !probe && form.control().systems().isEmpty()) return;
        form.open("zero");
        if (!form.control().systems().isEmpty()) systems();
        if (zero) zero();
        if (probe) probe();
        form.close();
    }

    private void systems() {
        form.html()
                .add(
                        "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/system\""
                                + " data-ask=\"system\">",
                        form.bench().key());
        form.systems("system-use");
        form.html().add("<button>%s</button></form>", form.texts().of("control.use"));
    }

    private void zero() {
        form.html()
                .add(
                        "<form class=\"row\" method=\"post\" action=\"/machines/%s/control/zero\""
                                + " data-ask=\"zero\">",
                        form.bench().key());
        form.systems("system-zero");
        for (var axis : AXES)
            form.html()
                    .add(
                            "<label for=\"zero-%s\">%s</label><input class=\"short\" id=\"zero-%s\" name=\"%s\""
                                    + " inputmode=\"decimal\" value=\"%s\">",
                            axis, axis, axis, axis.toLowerCase(Locale.ROOT), axis.equals("Z") ? "" : "0");
        form.html()
                .add(
                        "<button>%s</button></form><p class=\"small faint\">%s</p>",
                        form.texts().of("control.zeroSet"), form.texts().of("control.zeroHow"));
    }

    private void probe() {
        form.html()
                .add(
                        "<h3>%s</h3><form class=\"row pairs\" method=\"post\""
                                + " action=\"/machines/%s/control/probe\" data-ask=\"probe\">",
                        form.texts().of("control.probe"), form.bench().key());
        form.html()
                .add(
                        "<label for=\"kind\">%s</label><select id=\"kind\" name=\"kind\">",
                        form.texts().of("control.probeWhat"));
        for (var kind : List.of("plate", "x+", "x-", "y+", "y-", "x+y+", "x+y-", "x-y+", "x-y-", "hole", "boss"))
            form.html()
                    .add("<option value=\"%s\">%s</option>", kind, form.texts().of("control.probe." + kind));
        form.html().add("</select>");
        form.field("size", "control.size", "0");
        form.field("travel", "control.travel", "10");
        form.field("feed", "control.feed", "100");
        form.field("across", "control.across", "20");
        form.field("depth", "control.depth", "5");
        form.systems("system-probe");
        form.html()
                .add(
                        "<label class=\"choice\"><input type=\"checkbox\" name=\"set\" value=\"yes\">"
                                + " %s</label><button>%s</button></form><p class=\"small faint\">%s</p>",
                        form.texts().of("control.probeSet"),
                        form.texts().of("control.probeStart"),
                        form.texts().of("control.probeHow"));
        form.html()
                .add(
                        "<div class=\"notice\" id=\"found\" role=\"status\"" + (found.isEmpty() ? " hidden" : "")
                                + "><p id=\"found-say\">%s</p>",
                        found.orElse(""));
        form.ask("probeZero", "", form.texts().of("control.probeZero"), "primary");
        form.html().add("</div>");
    }
}
