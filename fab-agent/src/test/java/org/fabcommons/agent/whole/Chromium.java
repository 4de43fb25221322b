// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this computer. A test that needs it is skipped where there is none; with {@code CI=true} it fails. */
final class Chromium implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        var program = program();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        // WebGL in software; without a sandbox, since containers have none to give.
                        .setArgs(List.of("--no-sandbox", "--enable-unsafe-swiftshader")));
    }

    /** A window with cookies of its own. */
    Window window(URI hub) {
        return new Window(browser, hub.toString());
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path program() {
        Optional<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            var missing = "this test needs chromium; install it (Debian: apt install chromium)";
            if ("true".equals(System.getenv("CI"))) Assertions.fail(missing);
            Assumptions.abort(missing);
        }
        return found.get();
    }
}
