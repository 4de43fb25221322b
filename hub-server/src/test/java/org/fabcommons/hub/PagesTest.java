// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.fabcommons.hub.web.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page in a real browser: small and wide, light and dark, English and French, by keyboard, and for all people. */
class PagesTest {
    /** Each address pattern that shows a page, with the addresses to look at. A page without one fails a test. */
    private static final Map<String, List<String>> LOOKED_AT = new TreeMap<>(Map.ofEntries(
            Map.entry("/", List.of("/")),
            Map.entry(
                    "/designs",
                    List.of("/designs", "/designs?q=lamp&tag=desk", "/designs?q=nothing+like+it", "/designs?q=lanp")),
            Map.entry("/sign-in", List.of("/sign-in")),
            Map.entry("/sign-up", List.of("/sign-up")),
            Map.entry("/account", List.of("/account")),
            Map.entry("/account/searches", List.of("/account/searches")),
            Map.entry("/people/{}", List.of("/people/lin", "/people/sam")),
            Map.entry("/publish", List.of("/publish")),
            Map.entry("/imports", List.of("/imports")),
            Map.entry("/imports/{}", List.of("/imports/IMPORT", "/imports/BROKEN", "/imports/FOLDER")),
            Map.entry("/groups", List.of("/groups")),
            Map.entry("/account/permissions", List.of("/account/permissions")),
            Map.entry("/@{}/{}/permission", List.of("/@sam/lamp-of-sam/permission")),
            Map.entry("/@{}/{}/attribution", List.of("/@sam/lamp-of-sam/attribution")),
            Map.entry("/@{}/{}/manifest", List.of("/@lin/lamp/manifest")),
            Map.entry("/@{}/{}/manifest/edit", List.of("/@lin/lamp/manifest/edit", "/@lin/lamp/manifest/edit?as=text")),
            Map.entry("/@{}/{}/parts", List.of("/@lin/lamp/parts", "/@lin/again/parts")),
            Map.entry("/@{}/{}/parts/edit", List.of("/@lin/lamp/parts/edit")),
            Map.entry("/@{}/{}/assembly", List.of("/@lin/lamp/assembly", "/@lin/again/assembly")),
            Map.entry("/@{}/{}/assembly/edit", List.of("/@lin/lamp/assembly/edit")),
            Map.entry("/@{}/{}/assembly/edit/step", List.of("/@lin/lamp/assembly/edit/step")),
            Map.entry("/@{}/{}/releases", List.of("/@lin/lamp/releases", "/@sam/lamp-of-sam/releases")),
            Map.entry("/@{}/{}/releases/new", List.of("/@lin/lamp/releases/new")),
            Map.entry("/@{}/{}/releases/{}", List.of("/@lin/lamp/releases/v1.0")),
            Map.entry("/@{}", List.of("/@menders")),
            Map.entry("/@{}/{}/settings", List.of("/@lin/lamp/settings", "/@lin/regretted/settings")),
            Map.entry("/@{}/{}", List.of("/@lin/lamp", "/@sam/lamp-of-sam")),
            Map.entry("/@{}/{}/edit", List.of("/@lin/lamp/edit")),
            Map.entry("/@{}/{}/revisions", List.of("/@lin/lamp/revisions")),
            Map.entry("/@{}/{}/revisions/{}", List.of("/@sam/lamp-of-sam/revisions/head")),
            Map.entry("/@{}/{}/customise", List.of("/@lin/lamp/customise")),
            Map.entry("/@{}/{}/variants/{}", List.of("/@lin/lamp/variants/VARIANT")),
            Map.entry("/@{}/{}/remix", List.of("/@lin/lamp/remix")),
            Map.entry("/@{}/{}/derivations", List.of("/@lin/lamp/derivations")),
            Map.entry("/@{}/{}/derivations/{}", List.of("/@lin/lamp/derivations/remixes")),
            Map.entry("/@{}/{}/changes", List.of("/@sam/lamp-of-sam/changes", "/@lin/again/changes")),
            Map.entry("/@{}/{}/ancestors", List.of("/@lin/again/ancestors")),
            Map.entry("/@{}/{}/credit", List.of("/@lin/again/credit")),
            Map.entry("/@{}/{}/take-over", List.of("/@lin/again/take-over")),
            Map.entry("/@{}/{}/make", List.of("/@lin/lamp/make")),
            Map.entry("/labs", List.of("/labs")),
            Map.entry("/labs/{}", List.of("/labs/canal")),
            Map.entry("/pair", List.of("/pair", "/pair?code=CODE")),
            Map.entry("/machines", List.of("/machines")),
            Map.entry("/machines/{}", List.of("/machines/PRINTER")),
            Map.entry("/shared/{}", List.of("/shared/SHARED", "/shared/SHARED?design=lin/lamp")),
            Map.entry("/jobs", List.of("/jobs")),
            Map.entry(
                    "/jobs/{}",
                    List.of("/jobs/RUNNING", "/jobs/QUEUED", "/jobs/ASKED", "/jobs/FINISHED", "/jobs/FAILED"))));
    /** What the names in capitals above are this time. */
    private static Map<String, String> names = Map.of();

    private static Hub hub;
    private static Browser browser;
    private static final Map<Look, Browser.Window> windows = new EnumMap<>(Look.class);

    @BeforeAll
    static void start(@TempDir java.nio.file.Path data) throws IOException {
        hub = Hub.start(data);
        names = Furniture.in(hub);
        browser = Browser.open(hub);
        for (var look : Look.values())
            windows.put(
                    look, browser.window(look.width, look.scheme, look.language).signIn("lin"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
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
        return Stream.concat(LOOKED_AT.values().stream().flatMap(List::stream), Stream.of("/nowhere"));
    }

    private static String named(String path) {
        for (var name : names.entrySet())
            if (path.matches(".*[/=]" + name.getKey() + "(\\?.*)?"))
                return path.replace(name.getKey(), name.getValue());
        return path;
    }

    @ParameterizedTest
    @MethodSource("paths")
    void aPageServesEverybody(String path) {
        var all = new SoftAssertions();
        for (var look : Look.values()) {
            var window = windows.get(look);
            int status = window.go(named(path));
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
    void noPageIsForgotten() {
        var pages = new TreeSet<String>();
        for (var type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.fabcommons.hub"))
            for (var method : type.getMethods())
                if (method.isAnnotatedWith(GET.class)
                        && method.getRawReturnType().isEquivalentTo(Page.class)) pages.add(address(method));
        assertThat(LOOKED_AT.keySet()).containsAll(pages);
    }

    private static String address(JavaMethod method) {
        var above = method.getOwner()
                .tryGetAnnotationOfType(Path.class)
                .map(Path::value)
                .orElse("");
        var below = method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        var whole = ("/" + above + "/" + below).replaceAll("/+", "/");
        var plain = whole.replaceAll("\\{[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}", "{}");
        return plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
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
            page.keyboard().type("lin");
            page.keyboard().press("Tab");
            page.keyboard().type(Hub.PASSWORD);
            page.keyboard().press("Enter");
            // The address before has /account in its query.
            page.waitForURL(url -> url.endsWith("/account") && !url.contains("?"));
            assertThat(page.locator("h1").textContent()).contains("lin");
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
            assertThat(page.locator(".cards li").count()).isEqualTo(2);
            page.click(".filters >> text=desk");
            assertThat(page.url()).contains("tag=desk");
            assertThat(page.locator(".cards li").count()).isEqualTo(2);
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
