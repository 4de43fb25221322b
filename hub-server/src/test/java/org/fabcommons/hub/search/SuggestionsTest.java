// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionsTest {
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        var lena = hub.as("lena");
        for (var title : List.of("Lentille de phare", "Lens holder", "Lens cap", "Étagère"))
            lena.post(
                    "/api/v1/designs",
                    Map.of(
                            "name",
                            title.toLowerCase(java.util.Locale.ROOT)
                                    .replace(' ', '-')
                                    .replace('é', 'e')
                                    .replace('è', 'e'),
                            "title",
                            title,
                            "summary",
                            "Optics.",
                            "licence",
                            "CC0-1.0",
                            "tags",
                            List.of()));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void wordsDesignsAndPeopleAreSuggestedFromTwoLettersOn() {
        var found = hub.anyone().get("/api/v1/suggestions?q=le").json();
        assertThat(found.path("words").toString()).contains("lens").contains("lentille");
        assertThat(found.path("designs").findValuesAsText("title")).contains("Lens cap");
        assertThat(found.path("people").findValuesAsText("handle")).containsExactly("lena");
        assertThat(hub.anyone()
                        .get("/api/v1/suggestions?q=l")
                        .json()
                        .path("words")
                        .size())
                .isZero();
        assertThat(hub.anyone()
                        .get("/api/v1/suggestions?q=etag")
                        .json()
                        .at("/words/0")
                        .asText())
                .as("with its accents")
                .isEqualTo("étagère");
        // Only what would find something.
        assertThat(hub.anyone()
                        .get("/api/v1/suggestions?q=phare+le")
                        .json()
                        .path("words")
                        .toString())
                .contains("phare lentille")
                .doesNotContain("lens");
    }

    @Test
    void theFieldIsAComboboxThatAKeyboardCanUse() {
        try (var browser = Browser.open(hub);
                var window = browser.window(390, ColorScheme.LIGHT, "en")) {
            window.go("/designs");
            var page = window.page();
            var field = page.locator("#q");
            field.click();
            page.keyboard().type("len");
            page.locator("[role=option]").first().waitFor();
            assertThat(field.getAttribute("aria-expanded")).isEqualTo("true");
            assertThat(window.barriers()).isEmpty();
            page.keyboard().press("ArrowDown");
            var chosen = field.getAttribute("aria-activedescendant");
            assertThat(page.locator("#" + chosen).getAttribute("aria-selected")).isEqualTo("true");
            page.keyboard().press("Escape");
            assertThat(field.getAttribute("aria-expanded")).isEqualTo("false");
            assertThat(field.inputValue()).isEqualTo("len");
            page.keyboard().press("ArrowDown");
            page.locator("[role=option]").first().waitFor();
            page.keyboard().press("ArrowDown");
            var word = page.locator("[role=option][aria-selected=true]").textContent();
            page.keyboard().press("Enter");
            page.waitForURL("**/designs?q=" + word.strip());
            assertThat(window.complaints()).isEmpty();
        }
    }
}
