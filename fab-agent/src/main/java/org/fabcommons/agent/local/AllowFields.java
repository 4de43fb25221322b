// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.Optional;
import org.fabcommons.preflight.Checked;

/** What the lab's policy asks about a file, and where somebody puts their name to it. */
record AllowFields(Shop shop, Texts texts, Shop.Bench bench, String sha256, Checked checked, Optional<String> wrong) {
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
        shop.allowed(bench, sha256, checked)
                .ifPresent(
                        word -> html.add("<p>%s</p>", texts.of("allow.given", word.person(), texts.time(word.at()))));
        html.add("</section>");
        wrong.ifPresent(
                code -> html.add("<p class=\"notice bad\" role=\"alert\">%s</p>", texts.of("allow.wrong." + code)));
        return html;
    }

    /** Within a form: the name, and the password of an administrator. */
    Html fields() {
        var html = new Html();
        if (checked.asks().isEmpty() || shop.allowed(bench, sha256, checked).isPresent()) return html;
        boolean administrator = checked.needsAdministrator();
        html.add(
                "<label for=\"allowed-by\">%s</label><input id=\"allowed-by\" name=\"allowedBy\" maxlength=\"60\""
                        + " autocomplete=\"name\" required aria-describedby=\"allow-how\">"
                        + "<p class=\"small faint\" id=\"allow-how\">%s</p>",
                texts.of(administrator ? "allow.administrator" : "allow.name"),
                texts.of(administrator ? "allow.administratorHow" : "allow.nameHow"));
        if (administrator)
            html.add(
                    "<label for=\"password\">%s</label><input id=\"password\" name=\"password\" type=\"password\""
                            + " maxlength=\"200\" autocomplete=\"off\" required>",
                    texts.of("allow.password"));
        return html;
    }
}
