// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import org.fabcommons.profile.Control;

/** What every part of the page of a machine commanded by hand is written with. */
record ControlForm(Html html, Shop.Bench bench, Texts texts, Control control) {
    void open(String name) {
        html.add(
                "<section class=\"card\" aria-labelledby=\"c-%s\"><h2 id=\"c-%s\">%s</h2>",
                name, name, texts.of("control." + name));
    }

    void close() {
        html.add("</section>");
    }

    /** A form that asks one thing. */
    void ask(String what, String fields, String label, String style) {
        html.add("<form method=\"post\" action=\"/machines/%s/control/%s\" data-ask=\"%s\">", bench.key(), what, what);
        for (var field : fields.split("&")) {
            var pair = field.split("=", 2);
            if (pair.length == 2) html.add("<input type=\"hidden\" name=\"%s\" value=\"%s\">", pair[0], pair[1]);
        }
        html.add("<button class=\"%s\">%s</button></form>", style, label);
    }

    void field(String name, String label, String value) {
        var id = "f-" + name + "-" + html.toString().length();
        html.add(
                "<label for=\"%s\">%s</label><input class=\"short\" id=\"%s\" name=\"%s\" value=\"%s\">",
                id, texts.of(label), id, name, value);
    }

    void systems(String id) {
        html.add("<label for=\"%s\">%s</label><select id=\"%s\" name=\"system\">", id, texts.of("control.system"), id);
        for (int i = 0; i < control.systems().size(); i++)
            html.add(
                    "<option value=\"%s\">%s</option>", i + 1, control.systems().get(i));
        html.add("</select>");
    }

    /** Where the lab's policy asks, or the machine would keep what is changed: whose word a line goes by. */
    Html word(String of) {
        var word = new Html();
        if (bench.policy().isNone() && bench.profile().commands().adminOnly().isEmpty()) return word;
        word.add(
                "<details class=\"word\"><summary>%s</summary><p class=\"small faint\">%s</p><label"
                        + " for=\"by-%s\">%s</label><input id=\"by-%s\" name=\"allowedBy\" maxlength=\"60\""
                        + " autocomplete=\"name\">",
                texts.of("control.word"), texts.of("control.wordHow"), of, texts.of("allow.name"), of);
        // Where nobody is an administrator there is no password to give.
        if (!bench.policy().administrators().isEmpty())
            word.add(
                    "<label for=\"password-%s\">%s</label><input id=\"password-%s\" name=\"password\""
                            + " type=\"password\" maxlength=\"200\" autocomplete=\"off\">",
                    of, texts.of("control.wordPassword"), of);
        return word.add("</details>");
    }
}
