// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Takes the README's pictures from a running demo, making a design on the way. Arguments: the demo's address, the folder
 * for the pictures, and the design as {@code owner/name}.
 */
final class Pictures {
    private static final String PASSWORD = "fabcommons-demo";
    private static final double PATIENT = 600_000;

    private Pictures() {}

    public static void main(String[] arguments) {
        var hub = URI.create(arguments[0]);
        var folder = Path.of(arguments[1]);
        var design = "/@" + arguments[2];
        try (var chromium = new Chromium();
                var sam = chromium.window(hub).signIn("sam", PASSWORD);
                var lin = chromium.window(hub).signIn("lin", PASSWORD)) {
            sam.go(design + "/make");
            sam.page()
                    .locator("form[action='" + design + "/make'] button.primary")
                    .first()
                    .click();
            var job = URI.create(sam.page().url()).getPath();
            lin.go(job).page().locator("#do-confirm").click();
            assertThat(lin.page().locator("[data-bind='progress.fraction']").first())
                    .hasText(Pattern.compile("^[3-6]\\d"), new LocatorAssertions.HasTextOptions().setTimeout(PATIENT));
            lin.picture(folder.resolve("job.png"));
            assertThat(lin.page().locator(".job-now .state-finished"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENT));
            lin.page().locator(".report-form input[value=worked]").check();
            lin.page().locator(".report-form textarea").fill("Came out clean; the simulated nozzle did not even ooze.");
            lin.page().locator(".report-form button.primary").click();
            sam.go(design);
            sam.picture(folder.resolve("design.png"));
        }
    }
}
