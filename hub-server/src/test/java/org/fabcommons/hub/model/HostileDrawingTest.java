// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fabcommons.hub.Browser;
import org.fabcommons.hub.Hub;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drawing that wants to run and to fetch, in every place where the hub shows one. */
class HostileDrawingTest {
    private static final String HTML = "text/html";
    /** Takes what the drawing may not: a script, handlers, a style sheet, pictures, entities, frames. */
    private static final String DRAWING =
            """
            <?xml version="1.0"?>
            <!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY far SYSTEM "FAR/entity">]>
            <?xml-stylesheet href="FAR/sheet.css" type="text/css"?>
            <svg xmlns="http://www.w3.org/2000/svg" width="100mm" height="50mm" viewBox="0 0 100 50"
                onload="new Image().src = 'FAR/onload'; document.title = 'taken'">
              <script>new Image().src = 'FAR/script'; document.title = 'taken'</script>
              <style>@import url("FAR/import.css"); rect { fill: url(FAR/fill.svg#a) }</style>
              <image href="FAR/picture.png" width="10" height="10"/>
              <use href="FAR/use.svg#a"/>
              <foreignObject width="50" height="50"><body xmlns="http://www.w3.org/1999/xhtml">
                <iframe src="FAR/frame"></iframe><img src="FAR/inside.png" onerror="document.title = 'taken'"/>
              </body></foreignObject>
              <path d="M 0 0 L 40 0 L 40 20 Z" stroke="black" fill="none"/>ENTITIES
            </svg>
            """;

    private static final Set<String> FETCHED = ConcurrentHashMap.newKeySet();
    private static HttpServer far;
    private static Hub hub;
    private static Hub.Client ada;
    private static Browser browser;

    @BeforeAll
    static void start(@TempDir Path data) throws IOException {
        far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        far.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            FETCHED.add(path);
            var body = path.equals("/itself.svg") ? drawing(false) : new byte[] {'x'};
            exchange.getResponseHeaders().set("Content-Type", "image/svg+xml");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        far.start();
        hub = Hub.start(data);
        ada = hub.as("ada");
        ada.post(
                "/api/v1/designs",
                Map.of("name", "trap", "title", "A trap", "summary", "Hostile", "licence", "CC0-1.0"));
        var readme =
                """
                # A trap
                ![inline](plain.svg) ![far](FAR/readme.svg) <img src="plain.svg" onerror="document.title='taken'">
                <svg onload="document.title='taken'"><script>document.title = 'taken'</script></svg>
                <object data="plain.svg"></object> <embed src="plain.svg"> <iframe src="plain.svg"></iframe>
                [go](javascript:document.title='taken') ![data](data:image/svg+xml,%3Csvg%20onload=%22alert(1)%22%3E)
                """;
        assertThat(ada.publish(
                                "ada/trap",
                                "drawings",
                                Map.of(
                                        "README.md", text(readme.replace("FAR", address())),
                                        "plain.svg", drawing(false),
                                        "entities.svg", drawing(true),
                                        "pictures/main.svg", drawing(false)))
                        .status())
                .isEqualTo(201);
        browser = Browser.open(hub);
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        hub.close();
        far.stop(0);
    }

    private static String address() {
        return "http://127.0.0.1:" + far.getAddress().getPort();
    }

    /** Browsers read nothing of a drawing whose entities are external, so there is one without. */
    private static byte[] drawing(boolean entities) {
        var text = DRAWING.replace("FAR", address());
        return text(
                entities
                        ? text.replace("ENTITIES", "<text>&file;&far;</text>")
                        : text.replaceFirst("<!DOCTYPE.*\\n", "").replace("ENTITIES", ""));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void itNeitherRunsNorFetchesWhereTheHubShowsIt() {
        await().atMost(Duration.ofSeconds(60)).until(() -> !ada.get("/api/v1/designs/ada/trap/models/head")
                .json()
                .path("items")
                .findValuesAsText("state")
                .contains("waiting"));
        ada.post("/api/v1/designs/ada/trap/remixes", Map.of("name", "trap-2"));
        ada.publish(
                "ada/trap-2",
                "another",
                Map.of("plain.svg", text(new String(drawing(false), StandardCharsets.UTF_8) + " ")));
        try (var window = browser.window()) {
            for (var path :
                    List.of("/@ada/trap", "/@ada/trap-2/changes?since=ada/trap", "/designs?q=trap", "/people/ada")) {
                window.go(path);
                var page = window.page();
                var title = page.title();
                for (var look :
                        page.locator("[data-kind=drawing], [data-mesh] a").all()) if (look.isVisible()) look.click();
                page.evaluate(
                        "() => Promise.all([...document.images].map((each) => { each.loading = 'eager'; return each.decode().catch(() => 0); }))");
                assertThat(page.title()).isEqualTo(title).isNotEqualTo("taken");
                assertThat(page.url()).contains(path);
            }
            assertThat(FETCHED).isEmpty();
            // The same drawing where nobody is careful; else all this would prove nothing.
            window.page().navigate(address() + "/itself.svg");
            await().atMost(Duration.ofSeconds(30)).until(() -> FETCHED.contains("/script"));
        }
    }

    @Test
    void asAFileItIsSavedAndWhateverOpensItNonethelessLetsNothingRun() {
        var head =
                ada.get("/api/v1/designs/ada/trap").json().path("headRevision").asText();
        for (var path : List.of(
                "/@ada/trap/files/" + head + "/plain.svg", "/api/v1/designs/ada/trap/files/head/entities.svg")) {
            var headers = hub.anyone().get(path).response().headers();
            assertThat(headers.firstValue("Content-Disposition").orElse("")).startsWith("attachment");
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "sandbox")
                    .doesNotContain("allow-scripts");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(hub.anyone().get("/@ada/trap", "Accept", HTML).text())
                .doesNotContain(
                        "<script>document", "onload=", "onerror=", "<iframe", "<object", "<embed", "javascript:");
    }
}
