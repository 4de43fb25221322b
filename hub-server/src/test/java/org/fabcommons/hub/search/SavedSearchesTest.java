// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedSearchesTest {
    private static final String SAVED = "/api/v1/saved-searches";
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        hub.as("ada")
                .post(
                        "/api/v1/designs",
                        Map.of(
                                "name",
                                "lamp",
                                "title",
                                "Lamp",
                                "summary",
                                "Light.",
                                "licence",
                                "CC0-1.0",
                                "tags",
                                List.of("desk")));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aSearchIsKeptUnderANameAndIsNobodyElses() {
        var lin = hub.as("lin");
        var kept = lin.post(SAVED, Map.of("name", "Desk lamps", "query", "tag=desk&q=lamps&page=7&nonsense=x"));
        assertThat(kept.status()).isEqualTo(201);
        // The same question is written in one way.
        assertThat(kept.json().path("query").asText()).isEqualTo("q=lamps&tag=desk");
        assertThat(hub.anyone().get(kept.json().path("feed").asText()).text()).contains("<title>Lamp</title>");
        lin.post(SAVED, Map.of("name", "Lamps for desks", "query", "q=lamps&tag=desk"));
        assertThat(lin.get(SAVED).json().path("items").findValuesAsText("name")).containsExactly("Lamps for desks");
        assertThat(hub.as("sam").get(SAVED).json().path("items").size()).isZero();
        var id = kept.json().path("id").asText();
        assertThat(hub.as("sam").delete(SAVED + "/" + id).status()).isEqualTo(404);
        assertThat(lin.delete(SAVED + "/" + id).status()).isEqualTo(204);
        assertThat(lin.get(SAVED).json().path("items").size()).isZero();
        assertThat(hub.anyone().get(SAVED).status()).isEqualTo(401);
    }

    @Test
    void whatAsksForNothingOrIsTooMuchIsRefusedInWords() {
        var mia = hub.as("mia");
        assertThat(mia.post(SAVED, Map.of("name", "x", "query", "sort=newest")).text())
                .contains("write a word");
        assertThat(mia.post(SAVED, Map.of("name", "x", "query", "q=a&sort=cheapest"))
                        .text())
                .contains("There is no order “cheapest”", "little-seen");
        assertThat(mia.get("/designs?q=a&sort=cheapest", "Accept", "text/html").text())
                .contains("There is no order “cheapest”");
        assertThat(mia.post(SAVED, Map.of("name", "x".repeat(81), "query", "q=a"))
                        .status())
                .isEqualTo(422);
        for (int i = 0; i < 100; i++)
            assertThat(mia.post(SAVED, Map.of("query", "q=w" + i)).status()).isEqualTo(201);
        assertThat(mia.post(SAVED, Map.of("query", "q=onemore")).text()).contains("100");
        assertThat(mia.get("/account", "Accept", "text/html").status()).isEqualTo(200);
    }

    @Test
    void inTheBrowserItIsSavedRenamedRemovedAndBroughtBack() {
        hub.as("zoe");
        try (var browser = Browser.open(hub);
                var window = browser.window().signIn("zoe")) {
            window.go("/designs?q=lamp");
            var page = window.page();
            page.fill("#keep-name", "All lamps");
            page.click(".keep button");
            page.waitForURL("**/account/searches**");
            assertThat(page.locator("article h2").textContent()).isEqualTo("All lamps");
            page.fill("article input[name=name]", "Every lamp");
            page.click("text=Rename");
            page.waitForCondition(() -> page.locator("article h2").textContent().equals("Every lamp"));
            page.click("article button.danger");
            page.locator(".notice").waitFor();
            assertThat(page.locator("article").count()).isZero();
            page.click(".notice button");
            page.waitForCondition(() -> page.locator("article h2").count() == 1);
            window.go("/account");
            assertThat(page.locator("#my-searches ~ p a.badge").first().textContent())
                    .isEqualTo("Every lamp");
            window.go("/designs?q=lamp");
            assertThat(page.locator(".keep").textContent()).contains("Every lamp");
            assertThat(window.complaints()).isEmpty();
        }
    }
}
