// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Chromium that looks at a site. Whatever it complains about, a blocked script above all, is remembered. */
public final class Browser implements AutoCloseable {
    private static final int TALL = 900;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final URI site;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium, URI site) {
        this.playwright = playwright;
        this.chromium = chromium;
        this.site = site;
    }

    /** Skips the test where there is no Chromium. */
    public static Browser open(Hub hub) {
        return open(hub.address());
    }

    /** Looks at any site of ours; skips the test where there is no Chromium. */
    public static Browser open(URI site) {
        var program = Needs.chromium();
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        // WebGL in software; without a sandbox, since containers have none to give.
                        .setArgs(List.of("--no-sandbox", "--enable-unsafe-swiftshader")));
        return new Browser(playwright, chromium, site);
    }

    /** The same Chromium before another site of ours; it is closed by whoever opened it. */
    public Browser at(URI other) {
        return new Browser(playwright, chromium, other);
    }

    /** A window with cookies of its own. */
    public Window window(int width, ColorScheme scheme, String language) {
        return new Window(chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(site.toString())
                .setViewportSize(width, TALL)
                .setColorScheme(scheme)
                .setLocale(language)));
    }

    public Window window() {
        return window(1280, ColorScheme.LIGHT, "en");
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }

    /** One window with one tab. */
    public static final class Window implements AutoCloseable {
        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new ArrayList<>();

        Window(BrowserContext context) {
            this.context = context;
            this.page = context.newPage();
            page.onConsoleMessage(message -> {
                var complains = message.type().equals("error") || message.type().equals("warning");
                // Of the software that draws in the place of a graphics card, not of the page.
                if (complains && !message.text().contains("GL Driver Message")) complaints.add(message.text());
            });
            page.onPageError(complaints::add);
        }

        public Page page() {
            return page;
        }

        /** Opens a path of the hub, forgetting complaints about earlier ones; gives the status. */
        public int go(String path) {
            complaints.clear();
            return page.navigate(path).status();
        }

        /** Signs in by the form, as a person who has an account. */
        public Window signIn(String handle) {
            go("/sign-in");
            page.fill("#name", handle);
            page.fill("#password", Hub.PASSWORD);
            page.click("main form button");
            page.waitForURL("**/");
            return this;
        }

        /** What Chromium complained about: errors of scripts, blocked ones, missing files. */
        public List<String> complaints() {
            return List.copyOf(complaints);
        }

        /** What keeps people out, by the rules of WCAG 2.2 A and AA and of good practice. */
        public List<String> barriers() {
            // Our pages have no frames of other sites: no second page is opened to put the results together.
            return new AxeBuilder(page)
                    .setLegacyMode(true).analyze().getViolations().stream()
                            .map(Window::words)
                            .toList();
        }

        private static String words(Rule rule) {
            return rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream()
                            .map(node -> node.getHtml() + " " + node.getFailureSummary())
                            .toList();
        }

        /** By how many pixels the page is wider than the window. */
        public int overhang() {
            return ((Number) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
                    .intValue();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
