// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once more, by three people in a real Chromium. */
class InTheBrowserTest {
    @TempDir
    Path folder;

    @Test
    void threePeoplePublishRemixPairMakeAndReportInTheirBrowsers() throws Exception {
        try (var world = World.start(folder);
                var chromium = new Chromium();
                var ada = chromium.window(world.hubAddress);
                var sam = chromium.window(world.hubAddress);
                var lin = chromium.window(world.hubAddress)) {
            ada.signUp("ada");
            sam.signUp("sam");
            lin.signUp("lin");

            publishes(ada);
            remixes(sam);
            ada.go("/@ada/lamp").shows("Mini lamp");

            world.machine("printer", "marlin", "--speed", "12");
            pairs(lin, world);

            sam.go("/@ada/lamp");
            sam.link("Make it").click();
            sam.page()
                    .locator("form[action='/@ada/lamp/make'] button.primary")
                    .first()
                    .click();
            sam.shows("waiting");
            var jobPath = sam.page().url().replaceFirst("^https?://[^/]+", "");
            assertThat(sam.page().locator("#do-confirm")).hasCount(0);

            lin.go(jobPath);
            lin.page().locator("#do-confirm").click();
            // Sam's page is never loaded anew from here on.
            live(sam, "running");
            assertThat(sam.page().locator("[data-bind='progress.line']").first())
                    .not()
                    .hasText(
                            "0", new LocatorAssertions.HasTextOptions().setTimeout((double) World.PATIENCE.toMillis()));
            lin.page().locator("#do-pause").click();
            live(sam, "paused");
            lin.page().locator("#do-resume").click();
            live(sam, "running");
            live(sam, "finished");

            lin.go(jobPath);
            lin.page().locator(".report-form input[name=outcome][value=worked]").check();
            lin.page().locator(".report-form textarea[name=notes]").fill("Clean, no strings.");
            lin.page()
                    .locator(".report-form input[type=file]")
                    .setInputFiles(new FilePayload("lamp.png", "image/png", picture()));
            lin.page().locator(".report-form button.primary").click();
            lin.shows("Clean, no strings");

            ada.go("/@ada/lamp");
            ada.shows("Clean, no strings");
            ada.shows("100 %|100%|1 of 1");
        }
    }

    private static void publishes(Window ada) {
        ada.go("/publish");
        ada.page().fill("#title", "Lamp");
        ada.page().fill("#summary", "A spiral lamp.");
        ada.page().fill("#tags", "light, vase");
        ada.page().locator("input[name=licence][value='CERN-OHL-S-2.0']").check();
        drop(ada, "lamp.stl", pyramid());
        drop(ada, "vase.gcode", Programs.vase(4000));
        drop(
                ada,
                "README.md",
                "# Lamp\n\nPrint it **hot**.\n<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        ada.page().locator("[data-send] button.primary").click();
        ada.page().waitForURL("**/@ada/lamp");
        ada.shows("Print it hot");
        assertThat(ada.page().locator("main script:not([type='application/ld+json'])"))
                .hasCount(0);
        assertThat(ada.page().locator("main canvas").first()).isVisible();
        ada.shows("vase\\.gcode");
    }

    private static void remixes(Window sam) {
        sam.go("/@ada/lamp/remix");
        sam.page().fill("#newName", "mini-lamp");
        sam.page().fill("#title", "Mini lamp");
        sam.page().locator("main form button.primary").click();
        sam.page().waitForURL("**/@sam/mini-lamp");
        sam.shows("Lamp");
        sam.go("/@sam/mini-lamp/edit");
        drop(sam, "README.md", "# Mini lamp\n\nHalf as high.".getBytes(StandardCharsets.UTF_8));
        sam.page().fill("#message", "Half as high");
        sam.page().locator("[data-send] button.primary").click();
        sam.page().waitForURL("**/@sam/mini-lamp");
        sam.shows("Half as high");
        assertThat(sam.page().locator("main a[href='/@ada/lamp']").first()).isVisible();
    }

    private static void pairs(Window lin, World world) throws Exception {
        lin.go("/labs");
        lin.page().fill("#name", "Demo Lab");
        lin.page().fill("#handle", "demo-lab");
        lin.page().locator("input[name=openTo][value=anyone]").check();
        lin.page().locator("form[action='/labs'] button.primary").click();
        lin.page().waitForURL("**/labs/demo-lab**");
        var code = world.startAgent().says("enter the code (\\S+)").group(1);
        lin.go("/pair");
        lin.page().fill("#code", code);
        lin.page().locator("form[action='/pair'] button.primary").click();
        lin.page().selectOption("#lab", "demo-lab");
        lin.page().locator("button[value=approve]").click();
        lin.shows("The printer|paired|Paired");
        world.readyMachine(world.anyone(), "The printer");
        lin.go("/labs/demo-lab").shows("The printer");
    }

    private static void live(Window window, String state) {
        assertThat(window.page().locator(".job-now .state-" + state))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout((double) World.PATIENCE.toMillis()));
    }

    /** Drags a file onto the page and lets go. */
    private static void drop(Window window, String name, byte[] bytes) {
        var transfer = window.page()
                .evaluateHandle(
                        "([name, bytes]) => { const all = new DataTransfer();"
                                + " all.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name));"
                                + " return all; }",
                        List.of(name, Base64.getEncoder().encodeToString(bytes)));
        window.page().dispatchEvent("[data-drop]", "drop", Map.of("dataTransfer", transfer));
        assertThat(window.page().locator("[data-chosen]")).containsText(name);
    }

    /** A four-sided pyramid as binary STL. */
    private static byte[] pyramid() {
        float[][] corners = {{0, 0, 0}, {20, 0, 0}, {20, 20, 0}, {0, 20, 0}, {10, 10, 15}};
        int[][] faces = {{0, 2, 1}, {0, 3, 2}, {0, 1, 4}, {1, 2, 4}, {2, 3, 4}, {3, 0, 4}};
        var stl = ByteBuffer.allocate(84 + faces.length * 50).order(ByteOrder.LITTLE_ENDIAN);
        stl.position(80).putInt(faces.length);
        for (var face : faces) {
            stl.putFloat(0).putFloat(0).putFloat(0);
            for (int corner : face) for (float value : corners[corner]) stl.putFloat(value);
            stl.putShort((short) 0);
        }
        return stl.array();
    }

    /** A small picture, as a telephone would take it of something red. */
    private static byte[] picture() throws Exception {
        var image = new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB);
        for (int x = 16; x < 48; x++) for (int y = 12; y < 36; y++) image.setRGB(x, y, 0xd05030);
        var bytes = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
