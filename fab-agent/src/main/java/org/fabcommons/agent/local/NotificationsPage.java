// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.agent.notify.Notification;
import org.fabcommons.agent.notify.Notifications;
import org.fabcommons.link.Detail;

/** What people are told when they are away from the page, where it goes, and whether it arrives. */
record NotificationsPage(Shop shop, Optional<NewChannels> adding, Texts texts) {
    /** The longest that a test may take: one that goes on and its own. Seconds. */
    private static final int TEST_S = 130;

    private static final int MOST_NEWS = 20;

    /** A notification in words, for pages and programs. */
    record News(
            long number,
            String at,
            String kind,
            Optional<String> machine,
            Optional<String> job,
            Optional<String> file,
            String code,
            String title,
            String text,
            String page) {}

    static boolean meant(String[] path) {
        return path.length > 0 && path[0].equals("notifications");
    }

    Answer answer(LocalHandler.Request request) throws IOException {
        if (request.is("GET", "notifications")) return page(200, new Html(), Map.of());
        if (request.is("POST", "notifications")) return add(request);
        if (request.is("POST", "notifications", "*", "test")) return test(request.path()[1]);
        if (request.is("POST", "notifications", "*", "remove")) return remove(request.path()[1]);
        return LocalPages.sorry(shop, 404, texts, "page.nothing");
    }

    // ---- for programs

    /** What is newer than this number, oldest first. */
    static List<News> after(Shop shop, Texts texts, String number) {
        long after = number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
        return shop.notifications().recent().stream()
                .filter(one -> one.number() > after)
                .limit(MOST_NEWS)
                .map(one -> told(shop, texts, one))
                .sorted((a, b) -> Long.compare(a.number(), b.number()))
                .toList();
    }

    private static News told(Shop shop, Texts texts, Notification one) {
        var said = shop.notifications().say(one, texts.locale());
        return new News(
                one.number(),
                one.at().toString(),
                one.kind().word(),
                one.machine(),
                one.job(),
                one.file(),
                one.code(),
                said.title(),
                said.text(),
                page(one));
    }

    /** Where it is looked at. */
    private static String page(Notification one) {
        boolean over =
                switch (one.kind()) {
                    case FINISHED, FAILED, CANCELLED -> true;
                    default -> false;
                };
        if (over && one.job().isPresent()) return "/history/" + one.job().get();
        return one.machine().map(key -> "/machines/" + key).orElse("/");
    }

    static Answer test(Shop shop, String name) {
        var sent = shop.notifications().test(name);
        if (sent.isEmpty()) return Answer.problem(404, "not-found", "There is no channel of that name.");
        var fault = result(sent.get());
        return fault.isEmpty()
                ? Answer.noContent()
                : Answer.problem(
                        502,
                        "not-delivered",
                        "It did not arrive: " + fault.get().english() + ".");
    }

    private static Optional<Detail> result(CompletableFuture<Optional<Detail>> sent) {
        try {
            return sent.get(TEST_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(Detail.of("still-tried"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Detail.of("agent-ending"));
        }
    }

    // ---- what people do

    private Answer test(String name) {
        var sent = shop.notifications().test(name);
        if (sent.isEmpty()) return LocalPages.sorry(shop, 404, texts, "page.nothing");
        var fault = result(sent.get());
        return fault.isEmpty()
                ? page(200, said("", "notify.arrived", name), Map.of())
                : page(502, said("bad", "notify.notArrived", name, why(fault.get())), Map.of());
    }

    private Answer add(LocalHandler.Request request) throws IOException {
        var form = request.form();
        if (adding.isEmpty()) return LocalPages.sorry(shop, 404, texts, "page.nothing");
        var name = field(form, "name");
        var url = field(form, "url");
        if (name.isEmpty() || url.isEmpty()) return page(422, said("bad", "notify.add.needed"), form);
        var format = "json".equals(form.get("format")) ? ChannelSettings.Format.JSON : ChannelSettings.Format.TEXT;
        try {
            var settings = adding.get()
                    .add(new NewChannels.Wanted(
                            name, url, format, texts.locale(), reachedAt(request), form.containsKey("picture")));
            shop.notifications().add(settings);
            return Answer.seeOther("/notifications");
        } catch (NotAdded e) {
            return page(422, said("bad", "notify.add." + e.reason()), form);
        }
    }

    private static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").replaceAll("\\p{Cntrl}", "").strip();
    }

    /** This page's address, unless only this computer reaches it. */
    private static Optional<URI> reachedAt(LocalHandler.Request request) {
        var host = request.header("Host");
        return host.matches("(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?") || !host.matches("[A-Za-z0-9.:\\[\\]-]+")
                ? Optional.empty()
                : Optional.of(URI.create("http://" + host + "/"));
    }

    private Answer remove(String name) {
        if (adding.isEmpty()) return LocalPages.sorry(shop, 404, texts, "page.nothing");
        try {
            adding.get().remove(name);
        } catch (NotAdded e) {
            return page(409, said("bad", "notify.add." + e.reason()), Map.of());
        }
        shop.notifications().remove(name);
        return Answer.seeOther("/notifications");
    }

    // ---- what people see

    private Html said(String style, String key, Object... arguments) {
        return new Html()
                .add(
                        "<p class=\"notice %s\" role=\"%s\">%s</p>",
                        style, style.isEmpty() ? "status" : "alert", texts.of(key, arguments));
    }

    private Answer page(int status, Html before, Map<String, String> given) {
        var html = new Html()
                .add("<h1>%s</h1><p class=\"faint\">%s</p>", texts.of("notify.title"), texts.of("notify.how"))
                .put(before);
        browser(html);
        channels(html, given);
        lately(html);
        return Answer.html(status, Frame.around(shop, texts, texts.of("notify.title"), html));
    }

    private void browser(Html html) {
        html.add(
                """
                <section class="card" id="notify-browser" data-title="%s" data-text="%s">
                <h2>%s</h2><p>%s</p>
                <p class="small" id="notify-state" role="status" data-denied="%s" data-insecure="%s" data-on="%s" data-off="%s"></p>
                <button id="notify-switch" data-on="%s" data-off="%s" hidden></button>
                <noscript><p class="faint small">%s</p></noscript></section>
                """,
                texts.of("notify.title.test", shop.agent().name()),
                texts.of("notify.browser.works"),
                texts.of("notify.browser"),
                texts.of("notify.browser.how"),
                texts.of("notify.browser.denied"),
                texts.of("notify.browser.insecure"),
                texts.of("notify.browser.isOn"),
                texts.of("notify.browser.isOff"),
                texts.of("notify.browser.on"),
                texts.of("notify.browser.off"),
                texts.of("notify.browser.noScript"));
    }

    private void channels(Html html, Map<String, String> given) {
        html.add(
                "<section class=\"card\"><h2>%s</h2><p>%s</p>",
                texts.of("notify.channels"), texts.of("notify.channels.how"));
        var added = adding.map(NewChannels::added).orElse(List.of());
        var lines = shop.notifications().channels();
        if (!lines.isEmpty()) html.add("<ul class=\"plain\">");
        for (var line : lines) channel(html, line, added.contains(line.name()));
        if (!lines.isEmpty()) html.add("</ul>");
        if (adding.isPresent()) form(html, given);
        html.add("</section>");
    }

    private void channel(Html html, Notifications.Line line, boolean removable) {
        html.add(
                "<li><div class=\"row\"><strong class=\"wrap\">%s</strong> <span class=\"faint small"
                        + " wrap\">%s</span><form class=\"end\" method=\"post\""
                        + " action=\"/notifications/%s/test\"><button>%s</button></form>",
                line.name(),
                texts.of(line.program() ? "notify.program" : "notify.address", line.target()),
                address(line.name()),
                texts.of("notify.try"));
        if (removable)
            html.add(
                    "<details><summary aria-label=\"%s\">%s</summary><form method=\"post\""
                            + " action=\"/notifications/%s/remove\"><button class=\"danger\">%s</button></form></details>",
                    texts.of("notify.removeNamed", line.name()),
                    texts.of("files.remove"),
                    address(line.name()),
                    texts.of("notify.removeReally"));
        html.add(
                "</div><p class=\"faint small\">%s",
                texts.of(
                        "notify.on",
                        line.on().stream()
                                .map(kind -> texts.of("notify.kind." + kind.word()))
                                .collect(Collectors.joining(", "))));
        if (line.picture()) html.add(" %s", texts.of("notify.withPicture"));
        line.at()
                .ifPresent(at -> html.add(
                        "<br>%s",
                        line.fault().isEmpty()
                                ? texts.of("notify.lastArrived", texts.time(at))
                                : texts.of(
                                        "notify.lastNot",
                                        texts.time(at),
                                        why(line.fault().get()))));
        html.add("</p></li>");
    }

    private String why(Detail fault) {
        return fault.in(texts.locale());
    }

    private static String address(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void form(Html html, Map<String, String> given) {
        html.add(
                """
                <details%s><summary>%s</summary><form method="post" action="/notifications" class="stack">
                <label for="name">%s</label><input id="name" name="name" maxlength="40" required value="%s" placeholder="%s">
                <label for="url">%s</label><input id="url" name="url" type="url" maxlength="500" required value="%s" placeholder="https://ntfy.example.org/%s" aria-describedby="url-how" autocomplete="off">
                <p class="faint small" id="url-how">%s</p>
                <label for="format">%s</label><select id="format" name="format"><option value="text">%s</option><option value="json">%s</option></select>
                <label class="tick"><input type="checkbox" name="picture" value="yes"%s aria-describedby="picture-how"> <span>%s</span></label>
                <p class="faint small" id="picture-how">%s</p>
                <div><button class="primary">%s</button></div></form></details>
                """
                        .replaceFirst("%s", given.isEmpty() ? "" : " open")
                        .replace("value=\"yes\"%s", "value=\"yes\"" + (given.containsKey("picture") ? " checked" : "")),
                texts.of("notify.add"),
                texts.of("notify.add.name"),
                given.getOrDefault("name", ""),
                texts.of("notify.add.nameLike"),
                texts.of("notify.add.url"),
                given.getOrDefault("url", ""),
                texts.of("notify.add.topicLike"),
                texts.of("notify.add.urlHow"),
                texts.of("notify.add.format"),
                texts.of("notify.add.text"),
                texts.of("notify.add.json"),
                texts.of("notify.add.picture"),
                texts.of("notify.add.pictureHow"),
                texts.of("notify.add.do"));
    }

    private void lately(Html html) {
        html.add("<section class=\"card\"><h2>%s</h2>", texts.of("recent.title"));
        var recent = shop.notifications().recent();
        if (recent.isEmpty()) html.add("<p class=\"faint\">%s</p>", texts.of("notify.none"));
        else html.add("<ul class=\"plain\">");
        for (var one : recent) {
            var told = told(shop, texts, one);
            html.add(
                    "<li><a href=\"%s\">%s</a> <span class=\"faint small\">%s</span><br>%s</li>",
                    told.page(), told.title(), texts.time(one.at()), told.text());
        }
        if (!recent.isEmpty()) html.add("</ul>");
        html.add("</section>");
    }
}
