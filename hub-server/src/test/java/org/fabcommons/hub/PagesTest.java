// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in a real browser: small and wide, light and dark, English and French, by keyboard, and for all people. */
class PagesTest {
    /** Each address pattern that shows a page, with one address to look at. */
    private static final Map<String, String> LOOKED_AT = new TreeMap<>(Map.ofEntries(
            Map.entry("/", "/"),
            Map.entry("/designs", "/designs?q=lamp"),
            Map.entry("/sign-in", "/sign-in"),
            Map.entry("/sign-up", "/sign-up"),
            Map.entry("/account", "/account"),
            Map.entry("/people/{}", "/people/ada"),
            Map.entry("/publish", "/publish"),
            Map.entry("/@{}/{}", "/@ada/lamp"),
            Map.entry("/@{}/{}/edit", "/@ada/lamp/edit"),
            Map.entry("/@{}/{}/revisions", "/@ada/lamp/revisions"),
            Map.entry("/@{}/{}/remix", "/@ada/lamp/remix"),
            Map.entry("/@{}/{}/derivations", "/@ada/lamp/derivations")));

    private static Hub hub;
    private static Browser browser;
    private static final Map<Look, Browser.Window> windows = new EnumMap<>(Look.class);

    @BeforeAll
    static void start(@TempDir java.nio.file.Path data) {
        hub = Hub.start(data);
        furnish();
        browser = Browser.open(hub);
        for (var look : Look.values())
            windows.put(
                    look, browser.window(look.width, look.scheme, look.language).signIn("ada"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
    }

    /** Something of everything, so that pages have something to show. */
    private static void furnish() {
        var ada = hub.as("ada");
        hub.as("lin");
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "lamp",
                        "title",
                        "Lamp with a very very long title that has to wrap somewhere",
                        "summary",
                        "A desk lamp.",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "tags",
                        List.of("light", "desk")));
        ada.publish(
                "ada/lamp",
                "First light",
                Map.of("README.md", "# Lamp\n\nIt gives *light*.\n".getBytes(StandardCharsets.UTF_8)));
    }

    /** How people look: a phone by day in English, a desk at night in French. */
    private enum Look {
        PHONE(390, ColorScheme.LIGHT, "en"),
        DESK(1280, ColorScheme.DARK, "fr");

        private final int width;
        private final ColorScheme scheme;
        private final String language;

        Look(int width, ColorScheme scheme, String language) {
            this.width = width;
            this.scheme = scheme;
            this.language = language;
        }
    }

    static Stream<String> paths() {
        return Stream.concat(
                LOOKED_AT.values().stream(), Stream.of("/designs", "/designs?q=nothing+like+it", "/nowhere"));
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPageServesEverybody(String path) {
        var all = new SoftAssertions();
        for (var look : Look.values()) {
            var window = windows.get(look);
            int status = window.go(path);
            var page = window.page();
            var where = path + " " + look;
            if (path.equals("/nowhere")) all.assertThat(status).isEqualTo(404);
            else all.assertThat(status).as(where).isEqualTo(200);
            all.assertThat(page.locator("html").getAttribute("lang")).as(where).isEqualTo(look.language);
            all.assertThat(page.locator("h1").count()).as(where).isEqualTo(1);
            all.assertThat(page.title()).as(where).endsWith("FabCommons").hasSizeGreaterThan(13);
            all.assertThat(window.overhang())
                    .as("%s: wider than the window by", where)
                    .isZero();
            all.assertThat(window.barriers()).as(where).isEmpty();
            all.assertThat(window.complaints())
                    .as(where)
                    .allMatch(complaint -> status == 404 && complaint.contains("404"));
        }
        all.assertAll();
    }

    @Test
    void theFirstStopOfTheKeyboardSkipsToTheContent() {
        try (var window = browser.window()) {
            window.go("/");
            var page = window.page();
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("skip");
            page.keyboard().press("Enter");
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("main");
        }
    }

    @Test
    void somebodySignsInByKeyboardAlone() {
        try (var window = browser.window()) {
            window.go("/sign-in?next=/account");
            var page = window.page();
            page.focus("#name");
            page.keyboard().type("ada");
            page.keyboard().press("Tab");
            page.keyboard().type(Hub.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL("**/account");
            assertThat(page.locator("h1").textContent()).contains("ada");
        }
    }

    @Test
    void languageAndThemeStayAsChosen() {
        try (var window = browser.window(390, ColorScheme.LIGHT, "en")) {
            window.go("/designs?q=lamp");
            var page = window.page();
            page.selectOption("footer select[name=lang]", "fr");
            page.selectOption("footer select[name=theme]", "dark");
            page.click("footer button");
            assertThat(page.url()).endsWith("/designs?q=lamp");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
            assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
            window.go("/");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("fr");
        }
    }

    @Test
    void aDesignIsFoundByItsWordsAndTags() {
        try (var window = browser.window()) {
            window.go("/");
            var page = window.page();
            page.click("text=Browse designs");
            page.fill("#q", "LÂMP");
            page.keyboard().press("Enter");
            page.waitForURL("**/designs?q=**");
            assertThat(page.locator(".cards li").count()).isEqualTo(1);
            page.click(".chip >> text=desk");
            assertThat(page.url()).contains("tag=desk");
            assertThat(page.locator(".cards li").count()).isEqualTo(1);
        }
    }

    @Test
    void nothingIsWrittenIntoATemplateThatBelongsIntoTheTexts() throws IOException {
        var word = Pattern.compile(">\\s*([A-Z][a-z]+(?: [a-z]+)+)");
        try (var files = java.nio.file.Files.walk(java.nio.file.Path.of("src/main/resources/org/fabcommons"))) {
            for (var file :
                    files.filter(name -> name.toString().endsWith(".ftl")).toList()) {
                var text = java.nio.file.Files.readString(file).replaceAll("(?s)<#--.*?-->", "");
                var found = word.matcher(text);
                assertThat(found.find() ? found.group(1) : "")
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }
}
