// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assembly steps: read from the repository, gone through by keyboard, written on their page. */
class AssemblyTest {
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

    private static byte[] picture() {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void design(String name, Map<String, String> files) {
        ada.post(
                "/api/v1/designs",
                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", "CC-BY-4.0"));
        publish(name, files);
    }

    private static void publish(String name, Map<String, String> files) {
        var bytes = new HashMap<String, byte[]>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
        bytes.put("docs/assembly/pictures/a.png", picture());
        var answer = ada.publish("ada/" + name, "files", bytes);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private static String file(String name, String path) {
        return ada.get("/api/v1/designs/ada/" + name + "/files/head/" + path).text();
    }

    private static List<String> paths(String name) {
        return ada.get("/api/v1/designs/ada/" + name + "/files/head").json().findValuesAsText("path");
    }

    private static String page(String name, String language) {
        return hub.anyone()
                .get("/@ada/" + name + "/assembly", "Accept", "text/html", "Accept-Language", language)
                .text();
    }

    @Test
    void stepsStandInOrderWithPartsToolsAndPicturesInTheReadersLanguage() {
        design(
                "lamp",
                Map.of(
                        "bom.csv", "name,quantity\nM3 screw,4\n",
                        "docs/assembly/2-close.md",
                                "# Close it\n\nTurn *gently*. <script>alert(1)</script>\n\n## Mind\n\nThe wire.\n",
                        "docs/assembly/10-use.md", "# Use it\n",
                        "docs/assembly/1-open.md",
                                "# Open it\n\nTools: hex key; pliers\n\nParts: 2 × M3 screw, lid\n\n![a lid](pictures/a.png)\n\n[further](2-close.md)\n",
                        "docs/assembly/1-open.fr.md", "# L’ouvrir\n\nOutils : clé de 2,5 mm, pince\n\nDoucement.\n"));
        var english = page("lamp", "en");
        assertThat(english.indexOf("Open it")).isLessThan(english.indexOf("Close it"));
        assertThat(english.indexOf("Close it")).isLessThan(english.indexOf("Use it"));
        assertThat(english)
                .contains(
                        "href=\"/@ada/lamp/parts#part-1\">2 × M3 screw</a>",
                        "<li class=\"badge\">pliers</li>",
                        "id=\"step-3\"")
                .containsPattern(
                        "<img src=\"/&#64;ada/lamp/files/[0-9a-f]{40}/docs/assembly/pictures/a.png\" alt=\"a lid\"")
                .contains("<h3>Mind</h3>", "<em>gently</em>")
                .contains("<a href=\"#step-2\" rel=\"nofollow\">further</a>")
                .doesNotContain("<script>alert", "L’ouvrir");
        // Search engines read what is done and see the pictures.
        assertThat(english)
                .containsPattern(
                        "\"name\":\"Open it\",\"url\":\"[^\"]+#step-1\",\"text\":\"further\",\"image\":\\[\"http[^\"]+/a.png\"\\]")
                .contains("\"text\":\"Turn gently . Mind The wire.\"");
        assertThat(page("lamp", "fr"))
                .contains("L’ouvrir", ">clé de 2,5 mm<", ">pince<", "Close it")
                .doesNotContain("Open it");
    }

    @Test
    void aFileThatTheManifestNamesIsStepsByItsHeadings() {
        design(
                "stair",
                Map.of(
                        "okh.toml", "name = \"Stair\"\nmanufacturing-instructions = [\"build.md\"]\n",
                        "docs/assembly/1-no.md", "# Not this one\n",
                        "build.md",
                                "# Building\n\nTake your time.\n\n## Cut\n\n```\n## no heading\n```\n\n## Glue\n\nTools: brush\n\nPress.\n"));
        assertThat(page("stair", "en"))
                .contains("Take your time.", "id=\"step-2\"", ">brush<", "## no heading")
                .doesNotContain("id=\"step-3\"", "Not this one");
    }

    @Test
    void ofAReadmeOnlyWhatSaysHowItIsMadeBecomesSteps() {
        design(
                "tray",
                Map.of(
                        "okh.toml", "name = \"Tray\"\nmanufacturing-instructions = [\"README.md\"]\n",
                        "README.md",
                                "# Tray\n\nHolds beads.\n\n## Print it\n\nFlat.\n\n## Licence\n\nMIT\n\n## Montage\n\nClip.\n"));
        assertThat(page("tray", "en"))
                .contains("Print it", "Montage", "id=\"step-2\"")
                .doesNotContain("id=\"step-3\"", ">Licence<");
        publish("tray", Map.of("README.md", "# Tray\n\n## Why\n\nHolds beads.\n\n## Licence\n\nMIT\n"));
        assertThat(page("tray", "en")).contains("Holds beads.").doesNotContain("id=\"step-1\"", "HowToStep");
    }

    @Test
    void stepsAreWrittenReorderedAndRemovedAndNothingIsLostToWhoeverIsSlower() {
        design(
                "gear",
                Map.of(
                        "okh.toml",
                        "# ours\nname = \"Gear\"\n",
                        "docs/assembly/01-first.md",
                        "# First\n",
                        "docs/assembly/02-second.md",
                        "# Second\n",
                        "docs/assembly/02-second.fr.md",
                        "# Deuxième\n"));
        var base =
                ada.get("/api/v1/designs/ada/gear").json().path("headRevision").asText();
        assertThat(ada.form("/@ada/gear/assembly/edit", "do=up+docs/assembly/02-second.md", "Accept", "text/html")
                        .status())
                .isEqualTo(303);
        assertThat(paths("gear"))
                .contains("docs/assembly/01-second.md", "docs/assembly/01-second.fr.md", "docs/assembly/02-first.md")
                .doesNotContain("docs/assembly/01-first.md");
        publish("gear", Map.of("docs/assembly/01-second.md", "# Second, better\n"));
        var late = step("gear", base, "docs/assembly/02-second.md", "Second, mine");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("Second, mine");
        assertThat(ada.form("/@ada/gear/assembly/edit", "do=drop+docs/assembly/02-first.md", "Accept", "text/html")
                        .status())
                .isEqualTo(303);
        assertThat(page("gear", "en")).contains("Second, better").doesNotContain("First");
        assertThat(step("gear", "", "docs/assembly/01-second.md", "").status()).isEqualTo(422);
        assertThat(step("gear", "", "LICENSE", "Mine").status()).isEqualTo(404);
        assertThat(step("gear", "", "", "Oil it. Now").status()).isEqualTo(303);
        assertThat(file("gear", "docs/assembly/02-oil-it-now.md")).isEqualTo("# Oil it. Now\n\nDo so.\n");
        assertThat(file("gear", "okh.toml")).contains("# ours", "manufacturing-instructions = [\"docs/assembly\"]");
    }

    private static Hub.Answer step(String design, String base, String path, String title) {
        var body = new StringBuilder();
        Map.of("base", base, "path", path, "title", title, "text", "Do so.", "do", "save")
                .forEach((name, text) -> body.append(
                        "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + text + "\r\n"));
        return ada.raw(
                "POST",
                "/@ada/" + design + "/assembly/edit/step",
                "multipart/form-data; boundary=b",
                body.append("--b--\r\n").toString().getBytes(StandardCharsets.UTF_8),
                "Accept",
                "text/html");
    }

    @Test
    void inTheBrowserAStepIsWrittenWithAPictureAndStepsAreGoneThroughByKeyboard() {
        design("radio", Map.of("radio.scad", "cube(1);"));
        try (var browser = Browser.open(hub);
                var window = browser.window(390, ColorScheme.DARK, "fr").signIn("ada")) {
            window.go("/@ada/radio/assembly");
            var page = window.page();
            assertThat(window.barriers()).isEmpty();
            page.click("main .button.primary");
            page.fill("#title", "Souder l’antenne");
            page.fill("#tools", "fer à souder");
            page.fill("#text", "Vite.");
            page.setInputFiles("#file", new FilePayload("Antenne été.PNG", "image/png", picture()));
            page.click("button[value=preview]");
            // What was chosen is shown, and need not be chosen again.
            assertThat(page.locator("#previewed").textContent()).contains("Vite.");
            assertThat(page.locator("#previewed img").getAttribute("src")).startsWith("data:image/png;base64,");
            assertThat(page.locator(".kept input").isChecked()).isTrue();
            page.click("button[value=preview]");
            assertThat(window.barriers()).isEmpty();
            page.click(".send .primary");
            page.waitForURL("**/assembly/edit");
            page.click("main .button.primary");
            page.fill("#title", "Fermer");
            page.click(".send .primary");
            page.waitForURL("**/assembly/edit");
            assertThat(window.barriers()).isEmpty();
            window.go("/@ada/radio/assembly");
            assertThat(
                            page.evaluate(
                                    "() => document.querySelector('.prose img').naturalWidth || new Promise(done => document.querySelector('.prose img').onload = () => done(8))"))
                    .isEqualTo(8);
            page.keyboard().press("ArrowRight");
            page.keyboard().press("n");
            assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo("step-2");
            page.keyboard().press("p");
            assertThat(page.url()).endsWith("#step-1");
            assertThat(window.overhang()).isZero();
            assertThat(window.barriers()).isEmpty();
            assertThat(window.complaints()).isEmpty();
        }
        assertThat(file("radio", "docs/assembly/01-souder-l-antenne.md"))
                .isEqualTo(
                        "# Souder l’antenne\n\nOutils : fer à souder\n\nVite.\n\n![Souder l’antenne](pictures/antenne-ete.png)\n");
    }
}
