// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.ArrayList;
import java.util.List;

/** What stands around every page. */
final class Frame {
    private Frame() {}

    /** @param scripts of {@code /assets}, besides the one that every page has */
    static String around(Shop shop, Texts texts, String title, Html main, String... scripts) {
        var all = new ArrayList<>(List.of(scripts));
        all.add("notify.js");
        return page(shop, texts, title, main, menu(shop, texts), all.toArray(String[]::new));
    }

    /** Around a page for whoever has not come in: without menu and stop. */
    static String outside(Shop shop, Texts texts, String title, Html main) {
        return page(shop, texts, title, main, new Html());
    }

    /** A stop that the keyboard reaches too, wherever the focus is; agent.js does that and shows the keys. */
    static Html stop(Texts texts, String label) {
        return new Html()
                .add(
                        "<button class=\"stop\" data-key=\"%s\" data-keys=\"%s\" data-once=\"%s\">%s</button>",
                        texts.of("stop.key"), texts.of("stop.keys"), texts.of("stop.once", label), label);
    }

    private static Html menu(Shop shop, Texts texts) {
        var menu = new Html()
                .add(
                        """
                        <nav aria-label="%s"><a href="/">%s</a> <a href="/files">%s</a> <a href="/history">%s</a> <a href="/slicers">%s</a>
                        """,
                        texts.of("page.menu"),
                        texts.of("machines.title"),
                        texts.of("files.title"),
                        texts.of("history.title"),
                        texts.of("slicers.title"));
        if (!shop.cameras().all().isEmpty()) menu.add(" <a href=\"/cameras\">%s</a>", texts.of("cameras.title"));
        return menu.add(" <a href=\"/notifications\">%s</a></nav>", texts.of("notify.title"));
    }

    private static String page(Shop shop, Texts texts, String title, Html main, Html menu, String... scripts) {
        var other = texts.locale().getLanguage().equals("fr") ? "en" : "fr";
        var more = new Html();
        for (var script : scripts) more.add("<script type=\"module\" src=\"/assets/%s\"></script>", script);
        var top = new Html()
                .add(
                        """
                        <!doctype html>
                        <html lang="%s">
                        <head>
                        <meta charset="utf-8">
                        <meta name="viewport" content="width=device-width, initial-scale=1">
                        <meta name="color-scheme" content="light dark">
                        <title>%s · %s</title>
                        <link rel="stylesheet" href="/assets/agent.css">
                        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
                        <script type="module" src="/assets/agent.js"></script>
                        """,
                        texts.locale().getLanguage(), title, shop.agent().name())
                .put(more)
                .add(
                        """
                        </head>
                        <body>
                        <a class="skip" href="#main">%s</a>
                        <header><div class="wide row">
                        <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"> %s</a>
                        <span class="faint">%s</span>
                        """,
                        texts.of("page.skip"),
                        texts.of("page.brand"),
                        shop.agent().name())
                .toString();
        var middle = new Html()
                .add(
                        """
                        <a class="language" href="?lang=%s" hreflang="%s" lang="%s">%s</a>
                        """,
                        other, other, other, texts.of("page.other"));
        // The stop stands on every page of whoever may use it.
        if (!menu.toString().isEmpty())
            middle.add("<form method=\"post\" action=\"/stop\">")
                    .put(stop(texts, texts.of("stop.all")))
                    .add("</form>");
        middle.add(
                """
                        </div></header>
                        <p id="lost" role="alert" class="notice bad wide" hidden>%s</p>
                        <main id="main" class="wide">
                        """,
                texts.of("page.lost"));
        var bottom = new Html()
                .add(
                        "</main><footer class=\"wide faint\">%s</footer></body></html>",
                        texts.of("page.footer", shop.agent().version()))
                .toString();
        return top + menu + middle + main + bottom;
    }
}
