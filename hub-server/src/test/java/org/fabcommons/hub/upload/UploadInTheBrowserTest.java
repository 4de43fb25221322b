// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.upload;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files from the publish page, over a line that breaks. */
class UploadInTheBrowserTest {
    private static final int SIZE = 9_000_000;
    private static Hub hub;
    private static Line line;
    private static Browser browser;
    private static Path large;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        hub = Hub.start(data);
        hub.as("ada");
        line = new Line(hub.address());
        browser = Browser.open(line.address());
        PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
        var bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        large = Files.write(data.resolve("body.bin"), bytes);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) browser.close();
        line.close();
        hub.close();
    }

    private static void fillIn(Browser.Window window, String title) {
        window.go("/publish");
        var page = window.page();
        page.fill("#title", title);
        page.fill("#summary", "It is large.");
        page.check("input[name=licence][value='CERN-OHL-S-2.0']");
        page.setInputFiles("#files", large);
    }

    private static byte[] published(String name) {
        return hub.anyone()
                .get("/@ada/" + name + "/files/head/body.bin")
                .response()
                .body();
    }

    @Test
    void anUploadGoesOnByItselfAfterTheConnectionWasCut() throws Exception {
        try (var window = browser.window().signIn("ada")) {
            fillIn(window, "Cut off");
            var page = window.page();
            line.breaksAfter(6_000_000);
            page.click("[data-send] button.primary");
            assertThat(page.locator(".travel")).containsText("No connection.");
            assertThat(page.locator("[data-progress-words]")).containsText("No connection.");
            assertThat(line.broken()).isTrue();
            assertThat(window.barriers()).isEmpty();
            line.mend();
            page.waitForURL("**/@ada/cut-off");
            assertThat(page.locator(".files tbody tr")).hasCount(1);
        }
        assertThat(published("cut-off")).isEqualTo(Files.readAllBytes(large));
        assertThat(hub.data().resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void anUploadIsPausedAndTheSameFileChosenAgainLaterGoesOn() throws Exception {
        try (var window = browser.window().signIn("ada")) {
            fillIn(window, "Later");
            var page = window.page();
            line.breaksAfter(6_000_000);
            page.click("[data-send] button.primary");
            assertThat(page.locator(".travel")).containsText("No connection.");
            line.mend();
            page.onDialog(dialog -> dialog.accept());
            fillIn(window, "Later");
            var sent = new java.util.concurrent.atomic.AtomicLong();
            page.onRequest(request -> {
                if (request.method().equals("PATCH")) sent.set(Long.parseLong(request.headerValue("Upload-Offset")));
            });
            page.click("[data-send] button.primary");
            page.waitForURL("**/@ada/later");
            assertThat(sent.get()).isBetween(500_000L, 6_000_000L);
        }
        assertThat(published("later")).isEqualTo(Files.readAllBytes(large));
    }

    @Test
    void whatIsTakenFromTheListIsTakenFromTheHub() {
        try (var window = browser.window().signIn("ada")) {
            fillIn(window, "Regretted");
            var page = window.page();
            line.breaksAfter(6_000_000);
            page.click("[data-send] button.primary");
            assertThat(page.locator(".travel")).containsText("No connection.");
            line.mend();
            page.click("[data-chosen] li > button");
            page.waitForURL("**/@ada/regretted");
            assertThat(page.locator(".files")).hasCount(0);
        }
    }
}
