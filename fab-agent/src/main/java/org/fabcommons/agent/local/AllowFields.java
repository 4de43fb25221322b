// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Optional;
import org.fabcommons.preflight.Checked;

/** What the lab's policy asks about a file, and where somebody puts their name to it. */
record AllowFields(
        Shop shop, Texts texts, Shop.Bench bench, String sha256, Checked checked, Optional<Word.Refused> wrong) {
    /** What is asked about; nothing where nothing is. */
    Html asked() {
        var html = new Html();
        if (checked.asks().isEmpty()) return html;
        html.add("<section class=\"notice warn\"><h2>%s</h2><ul>", texts.of("allow.asks"));
        for (var ask : checked.asks())
            html.add(
                    "<li><strong>%s</strong> %s</li>",
                    texts.of("check.line", texts.count(ask.line())), ask.message(texts.locale()));
        html.add("</ul>");
        shop.words()
                .open(bench, sha256, checked)
                .ifPresent(
                        word -> html.add("<p>%s</p>", texts.of("allow.given", word.person(), texts.time(word.at()))));
        html.add("</section>");
        wrong.ifPresent(word ->
                html.add("<p class=\"notice bad\" role=\"alert\">%s</p>", texts.of("allow.wrong." + word.code())));
        return html;
    }

    /** Within a form: the name, and the password of an administrator. */
    Html fields() {
        var html = new Html();
        if (checked.asks().isEmpty()
                || shop.words().open(bench, sha256, checked).isPresent()) return html;
        boolean administrator = checked.needsAdministrator();
        // Several of them may stand on a page.
        var which = sha256.isEmpty() ? "" : "-" + sha256.substring(0, 8);
        html.add(
                "<label for=\"allowed-by%s\">%s</label><input id=\"allowed-by%s\" name=\"allowedBy\" maxlength=\"60\""
                        + " value=\"%s\" autocomplete=\"name\" required aria-describedby=\"allow-how%s\">"
                        + "<p class=\"small faint\" id=\"allow-how%s\">%s</p>",
                which,
                texts.of(administrator ? "allow.administrator" : "allow.name"),
                which,
                wrong.map(Word.Refused::name).orElse(""),
                which,
                which,
                texts.of(administrator ? "allow.administratorHow" : "allow.nameHow"));
        if (administrator)
            html.add(
                    "<label for=\"password%s\">%s</label><input id=\"password%s\" name=\"password\" type=\"password\""
                            + " maxlength=\"200\" autocomplete=\"off\" required>",
                    which, texts.of("allow.password"), which);
        return html;
    }
}
