// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A person at a browser: only what can be seen and clicked. */
final class Window implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final String hub;

    Window(Browser chromium, String hub) {
        this.hub = hub;
        this.context = chromium.newContext(
                new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en"));
        this.context.setDefaultTimeout((double) World.PATIENCE.toMillis());
        this.page = context.newPage();
    }

    Page page() {
        return page;
    }

    Window go(String path) {
        page.navigate(hub + path);
        return this;
    }

    /** Makes an account by the form; the person is signed in afterwards. */
    Window signUp(String handle) {
        go("/sign-up");
        page.fill("#handle", handle);
        page.fill("#email", handle + "@example.org");
        page.fill("#password", Person.PASSWORD);
        page.click("main form button.primary");
        page.waitForURL(Pattern.compile(".*/$"));
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    /** Waits until the page shows this text, without loading it anew. */
    void shows(String text) {
        assertThat(page.locator("main")).containsText(Pattern.compile(text));
    }

    /** Signs in somebody who has an account. */
    Window signIn(String handle, String password) {
        go("/sign-in");
        page.fill("#name", handle);
        page.fill("#password", password);
        page.click("main form button.primary");
        page.waitForURL(Pattern.compile(".*/$"));
        return this;
    }

    /** Keeps a picture of what the window shows. */
    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    @Override
    public void close() {
        context.close();
    }
}
