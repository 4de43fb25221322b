// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drawing of a family with hundreds of designs. */
class FamilyInTheBrowserTest {
    private static Hub hub;
    private static Browser browser;

    @BeforeAll
    static void start(@TempDir Path data) throws SQLException {
        hub = Hub.start(data);
        var ada = hub.as("ada");
        Relations.publish(ada, "root", "CC-BY-4.0");
        ada.post(
                "/api/v1/designs/ada/root/remixes", Map.of("name", "star", "title", "The star", "kind", "improvement"));
        Relations.fan(hub, "star", 600);
        browser = Browser.open(hub);
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
    }

    private static Object focused(Page page) {
        return page.evaluate("() => document.activeElement.dataset.id");
    }

    @Test
    void itIsDrawnMovedAndSearchedByPointerAndKeyboard() {
        try (var window = browser.window()) {
            window.go("/@ada/star/derivations");
            var page = window.page();
            page.waitForSelector(".box-start");
            assertThat(page.locator(".box").count()).isEqualTo(602);
            assertThat(page.locator(".box[tabindex='0']").count()).isEqualTo(1);

            page.focus(".box-start");
            page.keyboard().press("ArrowLeft");
            assertThat(focused(page)).isEqualTo("ada/root");
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            assertThat(focused(page).toString()).startsWith("ada/star-");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator(".edge.lit").count()).isEqualTo(1);

            var before = page.locator(".family-view svg g").first().getAttribute("transform");
            page.click("[data-act=in]");
            assertThat(page.locator(".family-view svg g").first().getAttribute("transform"))
                    .isNotEqualTo(before);
            page.click("[data-act=home]");

            page.fill(".family-search input", "star 77");
            assertThat(page.locator(".box:not(.dim)").count()).isEqualTo(1);
            page.keyboard().press("Enter");
            assertThat(focused(page)).isEqualTo("ada/star-77");

            page.uncheck("input[value=variant]");
            assertThat(page.locator(".box").count()).isEqualTo(482);
            assertThat(window.complaints()).isEmpty();
            assertThat(window.barriers()).isEmpty();
        }
    }

    @Test
    void aLongChainStaysWithinThePage() {
        var ada = hub.as("ada");
        Relations.publish(ada, "link", "CC-BY-4.0");
        var last = "link";
        for (int i = 1; i <= 14; i++) {
            ada.post("/api/v1/designs/ada/" + last + "/remixes", Map.of("name", "link-" + i, "title", "Link " + i));
            last = "link-" + i;
        }
        try (var window = browser.window(390, ColorScheme.LIGHT, "en")) {
            window.go("/@ada/link/derivations");
            window.page().waitForSelector(".box-start");
            assertThat(window.page().locator(".tree-node").count()).isEqualTo(14);
            assertThat(window.overhang()).isZero();
            assertThat(window.page().locator("a[href='/@ada/link-14']").last().boundingBox().width)
                    .isGreaterThan(40);
        }
    }

    @Test
    void onAPhoneItFitsAndTheListStandsBelow() {
        try (var window = browser.window(390, ColorScheme.DARK, "fr")) {
            window.go("/@ada/star/derivations");
            window.page().waitForSelector(".box-start");
            assertThat(window.overhang()).isZero();
            assertThat(window.page().locator(".tree a[href='/@ada/root']").count())
                    .isEqualTo(1);
            assertThat(window.barriers()).isEmpty();
            assertThat(window.complaints()).isEmpty();
        }
    }
}
