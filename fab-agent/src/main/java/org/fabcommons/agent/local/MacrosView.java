// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fabcommons.agent.control.Macro;
import org.fabcommons.agent.guard.Guard;

/** Macros: run, looked at beforehand, written and removed. */
record MacrosView(ControlForm form, MacroCalls kept) {
    /** A macro that is being written. */
    record Draft(String name, String text) {}

    /** @param draft what somebody wrote, or wants to change */
    void show(Optional<Draft> draft) {
        form.open("macros");
        var all = kept.macros(form.bench().key());
        if (all.isEmpty())
            form.html().add("<p class=\"empty\">%s</p>", form.texts().of("control.macrosNone"));
        for (var macro : all) macro(macro);
        form.html()
                .add(
                        "<details" + (draft.isPresent() ? " open" : "")
                                + "><summary>%s</summary><form class=\"stack\" method=\"post\""
                                + " action=\"/machines/%s/control/macros/save\"><label"
                                + " for=\"macro-name\">%s</label><input id=\"macro-name\" name=\"name\""
                                + " maxlength=\"60\" required value=\"%s\"><label"
                                + " for=\"macro-text\">%s</label><textarea id=\"macro-text\" name=\"text\" rows=\"8\""
                                + " class=\"figure\" spellcheck=\"false\" required"
                                + " aria-describedby=\"macro-how\">%s</textarea><p class=\"small faint\""
                                + " id=\"macro-how\">%s</p><button>%s</button></form></details>",
                        form.texts().of("control.macroEdit"),
                        form.bench().key(),
                        form.texts().of("control.macroName"),
                        draft.map(Draft::name).orElse(""),
                        form.texts().of("control.macroLines"),
                        draft.map(Draft::text).orElse(""),
                        form.texts().of("control.macroHow"),
                        form.texts().of("control.macroSave"));
        form.html()
                .add(
                        "<div class=\"row script\"><a href=\"/api/v1/machines/%s/control/macros\""
                                + " download=\"macros-%s.json\">%s</a><label for=\"macro-import\">%s</label><input"
                                + " type=\"file\" id=\"macro-import\" accept=\".json\" data-import=\"macros\"></div>",
                        form.bench().key(),
                        form.bench().key(),
                        form.texts().of("control.export"),
                        form.texts().of("control.import"));
        form.close();
    }

    private void macro(Macro macro) {
        form.html()
                .add(
                        "<form class=\"macro\" method=\"post\" action=\"/machines/%s/control/macros/run\""
                                + " data-macro=\"%s\"><h3>%s</h3><input type=\"hidden\" name=\"name\" value=\"%s\">",
                        form.bench().key(), macro.name(), macro.name(), macro.name());
        new MacroCheck(new Guard(form.bench().profile(), form.bench().policy()))
                .of(macro)
                .ifPresent(never -> form.html()
                        .add(
                                "<p class=\"notice warn small\">%s</p>",
                                form.texts().of("control.never", ControlView.say(form.texts(), never))));
        form.html().add("<div class=\"row\">");
        for (var one : macro.parameters()) {
            var id = "p-" + Integer.toHexString(macro.name().hashCode()) + "-" + one.name();
            form.html()
                    .add(
                            "<label for=\"%s\">%s</label>",
                            id,
                            one.label()
                                    + (one.unit().isEmpty() ? "" : " (" + one.unit() + ")")
                                    + one.min()
                                            .flatMap(min -> one.max()
                                                    .map(max -> " "
                                                            + form.texts().number(min, 1) + "–"
                                                            + form.texts().number(max, 1)))
                                            .orElse(""));
            if (one.choices().isEmpty()) {
                form.html()
                        .add(
                                "<input class=\"short\" id=\"%s\" name=\"p-%s\" value=\"%s\" required>",
                                id, one.name(), one.value());
            } else {
                form.html().add("<select id=\"%s\" name=\"p-%s\">", id, one.name());
                for (var choice : one.choices())
                    form.html()
                            .add("<option" + (choice.equals(one.value()) ? " selected" : "") + ">%s</option>", choice);
                form.html().add("</select>");
            }
        }
        form.html().put(form.word("p-" + Integer.toHexString(macro.name().hashCode())));
        form.html()
                .add(
                        "<button class=\"primary\">%s</button><button type=\"button\" class=\"script\""
                                + " data-preview>%s</button><a href=\"?macro=%s#c-macros\">%s</a></div><pre class=\"figure"
                                + " small\" hidden></pre></form>",
                        form.texts().of("control.macroRun"),
                        form.texts().of("control.preview"),
                        URLEncoder.encode(macro.name(), StandardCharsets.UTF_8),
                        form.texts().of("control.change"));
        form.html()
                .add(
                        "<form method=\"post\" action=\"/machines/%s/control/macros/remove\"><input type=\"hidden\""
                                + " name=\"name\" value=\"%s\"><button aria-label=\"%s\">%s</button></form>",
                        form.bench().key(),
                        macro.name(),
                        form.texts().of("control.removeNamed", macro.name()),
                        form.texts().of("control.remove"));
    }
}
