// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.fabcommons.hub.mesh.Meshes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishingInTheBrowserTest {
    private static Hub hub;
    private static Browser browser;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        hub.as("ada");
        browser = Browser.open(hub);
        // A mesh drawn in software on a busy machine takes its time.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "application/octet-stream", content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void filesAreChosenAndDroppedRefusedMendedAndPublished() {
        try (var window = browser.window().signIn("ada")) {
            window.go("/publish");
            var page = window.page();
            page.fill("#title", "Reading lamp");
            page.fill("#summary", "Lights a page and nobody's eyes.");
            page.fill("#tags", "lamp desk");
            page.setInputFiles("#files", new FilePayload[] {
                file("README.md", text("# Reading lamp\n\nPrint it.")),
                file("shade.stl", Arrays.copyOf(Meshes.tetrahedron(), 120))
            });
            drop(window, "notes.txt", "dropped");
            assertThat(page.locator("[data-chosen] li:not(.total)")).hasCount(3);
            page.check("input[name=licence][value='CERN-OHL-S-2.0']");

            page.click("[data-send] button.primary");
            // Nothing is lost by a refusal: the fault stands beside its file, and all are still chosen.
            assertThat(page.locator("[data-chosen] .fault")).containsText("4 triangles");
            assertThat(page.locator("[data-chosen] li:not(.total)")).hasCount(3);

            page.setInputFiles("#files", file("shade.stl", Meshes.tetrahedron()));
            page.click("[data-send] button.primary");
            page.waitForURL("**/@ada/reading-lamp");
            assertThat(page.locator("h1")).hasText("Reading lamp");
            assertThat(page.locator(".files tbody tr")).hasCount(3);
            assertThat(window.barriers()).isEmpty();
        }
        assertThat(hub.anyone().get("/@ada/reading-lamp/files/head/notes.txt").text())
                .isEqualTo("dropped");
    }

    private static void drop(Browser.Window window, String name, String content) {
        window.page()
                .evaluate(
                        """
                        ([name, content]) => {
                          const transfer = new DataTransfer();
                          transfer.items.add(new File([content], name));
                          document.querySelector("[data-drop]").dispatchEvent(
                            new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
                        }""",
                        List.of(name, content));
    }

    @Test
    void whoWasOvertakenSeesTheirsAndSendsAgainOnTopOfIt() {
        var ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "kite", "title", "Kite", "summary", "S", "licence", "MIT", "tags", List.of()));
        ada.publish("ada/kite", "first", Map.of("README.md", text("first")));
        try (var window = browser.window().signIn("ada")) {
            window.go("/@ada/kite/edit");
            var page = window.page();
            page.setInputFiles("#files", file("README.md", text("mine")));
            page.fill("#summary", "My summary");
            try (var other = browser.window().signIn("ada")) {
                other.go("/@ada/kite/edit");
                other.page().setInputFiles("#files", file("README.md", text("theirs")));
                other.page().fill("#title", "Their title");
                other.page().click("[data-send] button.primary");
                other.page().waitForURL("**/@ada/kite");
            }
            page.click("[data-send] button.primary");
            assertThat(page.locator("[data-refusal]")).containsText("Somebody");
            assertThat(page.locator("[data-refusal] a")).hasText("See what changed meanwhile");
            assertThat(ada.get(page.locator("[data-refusal] a").getAttribute("href"))
                            .text())
                    .contains("theirs");
            page.click("[data-send] button.primary");
            page.waitForURL("**/@ada/kite");
            assertThat(page.locator("h1")).hasText("Their title");
            assertThat(page.locator(".design-lead")).hasText("My summary");
        }
        assertThat(ada.get("/@ada/kite/files/head/README.md").text()).isEqualTo("mine");
    }

    @Test
    void aMeshIsShownAndTurnedByKeys() {
        var ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "turned", "title", "Turned", "summary", "S", "licence", "MIT", "tags", List.of()));
        ada.publish("ada/turned", "x", Map.of("part.stl", Meshes.tetrahedron()));
        try (var window = browser.window()) {
            window.go("/@ada/turned");
            var page = window.page();
            assertThat(page.locator(".stage-figures")).hasText("20 × 30 × 40 mm, 4 triangles");
            var canvas = page.locator(".stage-view canvas");
            canvas.focus();

            var before = canvas.screenshot();
            page.keyboard().press("ArrowLeft");
            page.keyboard().press("ArrowLeft");
            page.waitForFunction(
                    "() => new Promise((keep) => requestAnimationFrame(() => requestAnimationFrame(() => keep(true))))");
            assertThat(canvas.screenshot()).isNotEqualTo(before);
            page.click("[aria-pressed]");
            assertThat(page.locator("[aria-pressed=true]")).hasCount(1);
            assertThat(window.barriers()).isEmpty();
            assertThat(window.complaints()).allMatch(complaint -> complaint.contains("GPU stall"));
        }
    }

    @Test
    void aDesignIsRemixedByKeyboard() {
        var ada = hub.as("ada");
        hub.as("sam");
        ada.post(
                "/api/v1/designs",
                Map.of(
                        "name",
                        "origin",
                        "title",
                        "Origin",
                        "summary",
                        "S",
                        "licence",
                        "CERN-OHL-S-2.0",
                        "tags",
                        List.of()));
        ada.publish("ada/origin", "x", Map.of("a.txt", text("a")));
        try (var window = browser.window().signIn("sam")) {
            window.go("/@ada/origin");
            var page = window.page();
            page.focus("text=Remix");
            page.keyboard().press("Enter");
            page.waitForURL("**/@ada/origin/remix");
            assertThat(window.barriers()).isEmpty();
            page.fill("#note", "Made of wood");
            page.focus("#newName");
            page.keyboard().press("Enter");
            page.waitForURL("**/@sam/origin");
            assertThat(page.locator(".relatives")).containsText("Made of wood");
            window.go("/@ada/origin");
            assertThat(page.locator(".relatives")).containsText("by sam");
        }
    }
}
