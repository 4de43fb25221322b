// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.TreeSet;
import org.fabcommons.profile.Control;
import org.fabcommons.profile.Profile;

/** Lines typed to the machine, and what it answers. */
record ConsoleView(ControlForm form) {
    void show() {
        form.open("console");
        form.html()
                .add(
                        "<p class=\"small faint\">%s</p><label class=\"tick script\"><input type=\"checkbox\""
                                + " id=\"polling\"> <span>%s</span></label><div id=\"lines\" class=\"lines figure\""
                                + " role=\"log\" tabindex=\"0\" aria-label=\"%s\"></div>",
                        form.texts().of("control.consoleHow"),
                        form.texts().of("control.polling"),
                        form.texts().of("control.console"));
        form.html()
                .add(
                        "<form class=\"row\" id=\"type\" method=\"post\" action=\"/machines/%s/control/console\""
                                + " data-ask=\"console\" data-machine=\"%s\"><label for=\"line\">%s</label><input"
                                + " id=\"line\" name=\"line\" class=\"figure\" list=\"commands\" autocomplete=\"off\""
                                + " spellcheck=\"false\" maxlength=\"200\" required><button>%s</button>",
                        form.bench().key(),
                        form.bench().key(),
                        form.texts().of("control.line"),
                        form.texts().of("control.send"));
        form.html().put(form.word("line")).add("</form><datalist id=\"commands\">");
        for (var code : codes(form.bench().profile()))
            form.texts().find("gcode." + code).ifPresent(what -> form.html()
                    .add("<option value=\"%s\">%s</option>", code, what));
        form.html().add("</datalist>");
        form.close();
    }

    private static List<String> codes(Profile profile) {
        var codes = new TreeSet<>(profile.commands().allowed());
        codes.addAll(profile.commands().host());
        profile.control().ifPresent(c -> codes.addAll(c.lines(Control.HOME)));
        return List.copyOf(codes);
    }
}
