// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

/** The files that people brought, and which machine they may wait for. */
record FilesPage(Shop shop, Texts texts) {
    String whole() {
        var html =
                new Html().add("<h1>%s</h1><p class=\"faint\">%s</p>", texts.of("files.title"), texts.of("files.how"));
        var files = shop.shelf().files();
        if (files.isEmpty()) html.add("<p class=\"empty\">%s</p>", texts.of("files.none"));
        else {
            html.add(
                    "<div class=\"scroll card\"><table class=\"stacks\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
                            + "<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr></thead><tbody>",
                    texts.of("recent.file"), texts.of("files.size"), texts.of("files.added"), texts.of("files.do"));
            for (var file : files) {
                html.add(
                        "<tr><td><strong class=\"wrap\">%s</strong></td><td class=\"figure\">%s</td><td>%s</td><td><div"
                                + " class=\"row\">",
                        file.name(), texts.size(file.sizeBytes()), texts.time(file.addedAt()));
                for (var bench : shop.benches())
                    html.add(
                            "<form method=\"post\" action=\"/files/queue\"><input type=\"hidden\" name=\"name\" value=\"%s\">"
                                    + "<input type=\"hidden\" name=\"machine\" value=\"%s\"><button>%s</button></form>",
                            file.name(), bench.key(), texts.of("files.queue", bench.name()));
                html.add(
                        "<details><summary aria-label=\"%s\">%s</summary><form method=\"post\" action=\"/files/remove\">"
                                + "<input type=\"hidden\" name=\"name\" value=\"%s\"><button class=\"danger\">%s</button>"
                                + "</form></details></div></td></tr>",
                        texts.of("files.removeNamed", file.name()),
                        texts.of("files.remove"),
                        file.name(),
                        texts.of("files.removeReally"));
            }
            html.add("</tbody></table></div>");
        }
        return Frame.around(shop, texts, texts.of("files.title"), html);
    }
}
