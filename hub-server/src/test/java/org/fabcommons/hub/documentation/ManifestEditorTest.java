// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest edited on its page: by fields, as text, at the same time as somebody else. */
class ManifestEditorTest {
    private static final String STAIR =
            """
            # Ada's own
            okhv = "2.4"
            name = "Stair" # holds bits
            my-own = "kept"
            repo = "https://example.org"
            version = "1"
            license = "CERN-OHL-S-2.0"
            licensor = "Ada"
            function = "Holds bits."
            """;
    private static Hub hub;
    private static Hub.Client ada;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        ada = hub.as("ada");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void design(String name, Map<String, String> files) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", "CERN-OHL-S-2.0"));
        publish(name, files);
    }

    private static void publish(String name, Map<String, String> files) {
        var bytes = new java.util.HashMap<String, byte[]>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        assertThat(ada.publish("ada/" + name, "files", bytes).status()).isEqualTo(201);
    }

    private static String file(String name, String path) {
        return ada.get("/api/v1/designs/ada/" + name + "/files/head/" + path).text();
    }

    private static String form(String name, String how) {
        return ada.get("/@ada/" + name + "/manifest/edit" + how, "Accept", "text/html")
                .text();
    }

    private static String base(String page) {
        var found = Pattern.compile("name=\"base\" value=\"([0-9a-f]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Hub.Answer send(String name, String... fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2)
            pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        return ada.form("/@ada/" + name + "/manifest/edit", String.join("&", pairs), "Accept", "text/html");
    }

    @Test
    void aFieldIsChangedAndAllElseStaysAsItsAuthorWroteIt() {
        design("stair", Map.of("okh.toml", STAIR, "stair.scad", "cube(1);"));
        var page = form("stair", "");
        assertThat(page).contains("value=\"Stair\"", "<option value=\"stair.scad\">");
        var saved = send(
                "stair", "base", base(page), "title", "Stairs", "mass", "12,5", "source", "stair.scad", "source", "");
        assertThat(saved.status()).as(saved.text()).isEqualTo(303);
        assertThat(file("stair", "okh.toml"))
                .isEqualTo(STAIR.replace("name = \"Stair\" # holds bits", "name = \"Stairs\"")
                        + "source = [\"stair.scad\"]\nmass = 12.5\n");
        assertThat(ada.get("/api/v1/designs/ada/stair/revisions")
                        .json()
                        .at("/items/0/message")
                        .asText())
                .isEqualTo("Update okh.toml");
    }

    @Test
    void whatIsWrongIsToldAtItsFieldAndWhatIsMissingKeepsNobodyFromSaving() {
        design("lamp", Map.of("lamp.scad", "cube(1);"));
        var page = form("lamp", "");
        var refused = send("lamp", "base", base(page), "title", "Lamp", "mass", "heavy", "licence", "GPL maybe");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("id=\"mass-fault\">Write a number of grams", "id=\"licence-fault\">", "value=\"heavy\"")
                .contains("<a href=\"#f-mass\">", "id=\"f-mass\"");
        assertThat(send(
                                "lamp",
                                "base",
                                base(page),
                                "title",
                                "Lamp",
                                "version",
                                "",
                                "licence",
                                "MIT",
                                "software-licence",
                                "Apache-2.0")
                        .status())
                .isEqualTo(303);
        // The licences that the manifest names are the design's.
        var design = ada.get("/api/v1/designs/ada/lamp").json();
        assertThat(design.path("licence").asText()).isEqualTo("MIT");
        assertThat(design.path("softwareLicence").asText()).isEqualTo("Apache-2.0");
        assertThat(ada.get("/@ada/lamp/manifest", "Accept", "text/html").text())
                .contains("<code>version</code> Missing: fill it in.");
    }

    @Test
    void licencesThatTheManifestNeverNamedStay() {
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name", "clock",
                        "title", "Clock",
                        "summary", "Useful",
                        "licence", "CERN-OHL-S-2.0",
                        "softwareLicence", "MIT"));
        publish("clock", Map.of("okh.toml", STAIR));
        var page = form("clock", "");
        assertThat(page).contains("name=\"software-licence\" value=\"MIT\"");
        assertThat(send("clock", "base", base(form("clock", "?as=text")), "text", STAIR + "mass = 1\n")
                        .status())
                .isEqualTo(303);
        assertThat(ada.get("/api/v1/designs/ada/clock")
                        .json()
                        .path("softwareLicence")
                        .asText())
                .isEqualTo("MIT");
        assertThat(send("clock", "base", base(form("clock", "")), "title", "Clock", "software-licence", "")
                        .status())
                .isEqualTo(303);
        assertThat(ada.get("/api/v1/designs/ada/clock")
                        .json()
                        .path("softwareLicence")
                        .isNull())
                .isTrue();
    }

    @Test
    void itsTextIsEditedWithFaultsNamedByLine() {
        design("shelf", Map.of("okh.toml", STAIR));
        var base = base(form("shelf", "?as=text"));
        var broken = send("shelf", "base", base, "text", "name = \"x\"\nversion = [\n");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.text())
                .containsPattern("cannot be read from line [23]")
                .contains("version = [");
        var wrong = send("shelf", "base", base, "text", STAIR.replace("https://example.org", "nowhere"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("Line 5: <code>repo</code>");
        assertThat(send("shelf", "base", base, "text", STAIR + "mass = 3\n").status())
                .isEqualTo(303);
        assertThat(file("shelf", "okh.toml")).isEqualTo(STAIR + "mass = 3\n");
    }

    @Test
    void whoWasSlowerLosesNothingAndSeesWhatTheOtherWrote() {
        design("box", Map.of("okh.toml", STAIR));
        var base = base(form("box", ""));
        publish("box", Map.of("other.txt", "not the manifest"));
        publish("box", Map.of("okh.toml", STAIR + "mass = 7\n"));
        var late = send("box", "base", base, "title", "My box");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Somebody else changed this file", "mass = 7", "value=\"My box\"");
        assertThat(file("box", "okh.toml")).contains("mass = 7").contains("\"Stair\"");
        // Saved once more it is built upon theirs.
        assertThat(send("box", "base", base(late.text()), "title", "My box").status())
                .isEqualTo(303);
        assertThat(file("box", "okh.toml")).contains("mass = 7").contains("\"My box\"");
        assertThat(file("box", "other.txt")).isEqualTo("not the manifest");
    }

    @Test
    void othersMayNotEdit() {
        design("mine", Map.of("okh.toml", STAIR));
        assertThat(hub.as("eve")
                        .get("/@ada/mine/manifest/edit", "Accept", "text/html")
                        .status())
                .isEqualTo(403);
        assertThat(hub.anyone()
                        .get("/@ada/mine/manifest", "Accept", "text/html")
                        .text())
                .doesNotContain("/manifest/edit");
    }

    @Test
    void inTheBrowserRowsAreAddedAndRemovedAndTheResultIsLookedAtBeforeItIsSaved() {
        design(
                "gear",
                Map.of("okh.yml", "# ours\ntitle: Gear\nextra: 1\n", "a.scad", "cube(1);", "b.scad", "cube(2);"));
        try (var browser = Browser.open(hub);
                var window = browser.window(390, ColorScheme.DARK, "fr").signIn("ada")) {
            window.go("/@ada/gear/manifest/edit");
            var page = window.page();
            page.fill("#source", "a.scad");
            page.click("button[value='add source']");
            page.fill("#source-1", "b.scad");
            page.click("button[value='add source']");
            page.click("button[value='drop source 0']");
            assertThat(page.inputValue("#source")).isEqualTo("b.scad");
            page.click("button[value=preview]");
            assertThat(page.locator("#previewed pre").textContent()).contains("path: b.scad", "extra: 1", "# ours");
            assertThat(window.barriers()).isEmpty();
            assertThat(window.overhang()).isZero();
            page.focus("#title");
            page.keyboard().press("Enter");
            page.waitForURL("**/@ada/gear/manifest");
            assertThat(window.complaints()).isEmpty();
        }
        assertThat(file("gear", "okh.yml"))
                .startsWith("# ours\ntitle: Gear\nextra: 1\n")
                .contains("- path: b.scad");
    }
}
