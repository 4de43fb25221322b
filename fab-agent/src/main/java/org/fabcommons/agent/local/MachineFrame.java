// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands around every page about one machine: its name, its state, its stop, and the way to its other pages. */
record MachineFrame(Shop shop, List<MachinePage> pages) {
    /** The segment of the machine's own page. */
    static final String NOW = "";

    String around(Shop.Bench bench, Texts texts, String segment, Html main, String... scripts) {
        var html = new Html();
        html.add("<div class=\"machine-head\"><div class=\"row\"><h1>%s</h1>", bench.name());
        html.put(badge(bench, texts));
        html.add("<form class=\"end\" method=\"post\" action=\"/machines/%s/stop\">", bench.key())
                .put(Frame.stop(texts, texts.of("stop.one", bench.name())))
                .add("</form></div>");
        html.add("<nav class=\"tabs\" aria-label=\"%s\">", texts.of("machinePage.menu", bench.name()));
        tab(html, bench, texts.of("machinePage.now"), NOW, segment);
        for (var page : pages)
            if (page.suits(bench)) tab(html, bench, texts.of("machinePage." + page.segment()), page.segment(), segment);
        html.add("</nav></div>");
        html.put(main);
        var title = segment.equals(NOW) ? bench.name() : texts.of("machinePage." + segment) + " · " + bench.name();
        return Frame.around(shop, texts, title, html, scripts);
    }

    private static void tab(Html html, Shop.Bench bench, String name, String segment, String current) {
        html.add(
                "<a href=\"/machines/%s%s\"" + (segment.equals(current) ? " aria-current=\"page\"" : "") + ">%s</a>",
                bench.key(),
                segment.equals(NOW) ? "" : "/" + segment,
                name);
    }

    /** The state in a word. */
    static Html badge(Shop.Bench bench, Texts texts) {
        return new Html()
                .add(
                        "<span role=\"status\" class=\"badge %s\" id=\"state-%s\">%s</span>",
                        mood(bench), bench.key(), word(bench, texts));
    }

    static String word(Shop.Bench bench, Texts texts) {
        if (bench.pausing()) return texts.of("state.pausing");
        return texts.of("state." + bench.now().state().name().toLowerCase(Locale.ROOT));
    }

    /** Why a machine that is not well does not do what it is told, in the reader's language where there are words for it. */
    static Optional<String> wrong(Shop.Bench bench, Texts texts) {
        boolean well =
                switch (bench.now().state()) {
                    case IDLE, RUNNING, PAUSED, BUSY -> true;
                    case OFFLINE, ALARM, ERROR, CONNECTING -> false;
                };
        return well ? Optional.empty() : bench.now().said().map(said -> said.in(texts.locale()));
    }

    static String mood(Shop.Bench bench) {
        if (bench.pausing()) return "warn";
        return switch (bench.now().state()) {
            case IDLE -> "good";
            case RUNNING, BUSY, CONNECTING -> "";
            case PAUSED -> "warn";
            case OFFLINE, ALARM, ERROR -> "bad";
        };
    }
}
