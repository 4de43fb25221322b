// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.hub.PairingCode;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.hub.Browser;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Policy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPageInTheBrowserTest {
    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("printer");
    private final AtomicReference<LinkState> hub = new AtomicReference<>(new LinkState.Alone());
    private static Browser chromium;
    private LocalRoom room;
    private Browser browser;

    @BeforeAll
    static void start() {
        chromium = Browser.open(URI.create("http://localhost"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) chromium.close();
    }

    @BeforeEach
    void open() {
        room = LocalRoom.of(folder, machine)
                .simulated("printer", "Printer by the window")
                .showing(hub::get)
                .adding(new OnePort())
                .open();
        browser = chromium.at(room.address());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void aPersonChecksAFileStartsItWatchesItAndStopsIt() throws IOException {
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/");
            page.setInputFiles("#file-printer", file());
            page.getByText("Check", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                    .click();
            checked(page);
            assertThat(page.content()).contains("lamp.gcode", "Lines to send");
            page.check("input[name=clear]");
            page.click("button.primary");
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.size() == 1);
            machine.acknowledges(40);
            // Without loading anew.
            page.getByText("line 40 of 101").waitFor();
            machine.restsLate();
            page.getByText("Pause").click();
            page.getByText("It is coming to rest.").waitFor();
            assertThat(page.locator("#state-printer").innerText()).isEqualTo("pausing…");
            assertThat(page.locator("form[action$='/pause']").count()).isZero();
            machine.rests();
            page.getByText("Go on").waitFor();
            assertThat(machine.told).endsWith("pause");
            // An open question stays open while the page keeps itself up to date.
            page.click("summary");
            machine.acknowledges(2);
            page.getByText("line 42 of 101").waitFor();
            assertThat(page.getByText("Yes, cancel the job").isVisible()).isTrue();
            page.getByText("Stop Printer by the window").click();
            page.getByText("A person stopped the machine.").waitFor();
            assertThat(machine.told).endsWith("stop");
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void whatIsAskedIsSeenOnTheControlPageToo() {
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/machines/printer/control");
            machine.asks(new Question(Question.Kind.WAIT, "Put the magnets in", Optional.empty(), List.of("go-on")));
            page.getByText("Put the magnets in").first().waitFor();
            page.click("#asks a");
            page.click(".question button");
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains("answer 0"));
            window.go("/machines/printer/control");
            assertThat(page.locator("#asks").isVisible()).isFalse();
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void anUploadShowsHowFarItIsCanBeStoppedAndSaysWhyItFailed() throws IOException {
        var large = Files.writeString(folder.resolve("large.gcode"), "G28\n" + "G1 X10 F3000\n".repeat(60_000));
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/machines/printer");
            // As slow as the far end of a workshop: four seconds for the file.
            var wire = page.context().newCDPSession(page);
            wire.send("Network.enable");
            slow(wire, 200_000);
            page.setInputFiles("#file-printer", large);
            page.click("form[enctype] button");
            page.waitForFunction("() => document.querySelector('#upload progress').value > 0.1");
            assertThat(page.textContent("[data-figure]")).contains("%", "MB");
            picture(page, "upload");
            page.getByText("Cancel the upload").click();
            page.getByText("Cancelled; nothing was kept.").first().waitFor();
            assertThat(room.shelf.files()).isEmpty();
            await().atMost(Duration.ofSeconds(40)).until(() -> kept() == 0);

            page.evaluate("document.querySelector('#upload').dataset.most = 1000");
            page.click("form[enctype] button");
            page.getByText("the agent takes no larger one").waitFor();
            page.evaluate("document.querySelector('#upload').dataset.most = 2e9");
            wire.send("Network.emulateNetworkConditions", network(true, -1));
            page.click("form[enctype] button");
            page.getByText("The connection was lost").waitFor();
            slow(wire, -1);
            page.click("[data-again]");
            checked(page);
            assertThat(page.content()).contains("large.gcode");
            assertThat(room.shelf.waitingFor("printer")).hasSize(1);
        }
    }

    private static void slow(com.microsoft.playwright.CDPSession wire, int bytesPerSecond) {
        wire.send("Network.emulateNetworkConditions", network(false, bytesPerSecond));
    }

    private static JsonObject network(boolean offline, int bytesPerSecond) {
        var asked = new JsonObject();
        asked.addProperty("offline", offline);
        asked.addProperty("latency", 0);
        asked.addProperty("downloadThroughput", -1);
        asked.addProperty("uploadThroughput", bytesPerSecond);
        return asked;
    }

    /** Files, and pieces of files, that lie with the agent. */
    private int kept() {
        return folder.resolve("files").toFile().list().length;
    }

    @Test
    void thePageSaysWhenTheAgentIsGone() {
        try (var window = browser.window()) {
            window.go("/");
            assertThat(window.page().isVisible("#lost")).isFalse();
            room.server.close();
            window.page().waitForSelector("#lost:not([hidden])");
        }
    }

    @Test
    void aPersonSeesHowWarmTheMachineIsWhereItIsAndWhatWasMade() throws IOException {
        machine.reports(
                Map.of("T0", new Telemetry.Temperature(199.5, 200), "B", new Telemetry.Temperature(58, 60)),
                Map.of("X", 40.0, "Y", 0.0));
        try (var window = browser.window()) {
            var page = window.page();
            var job = begun(page);
            machine.acknowledges(40);
            window.go("/machines/printer");
            page.locator(".plot path.sensor-0:not(.wanted)")
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            assertThat(page.getAttribute(".plot svg", "aria-label")).contains("Nozzle 199.5 °C, set to 200 °C", "Bed");
            page.getByText("Path").click();
            page.getByText("1 of 1, at 0.2 mm").waitFor();
            page.getByText("99 × 10 mm, layers: 1").waitFor();
            // As much as the machine has acknowledged is drawn as done, and the machine where it says it is.
            page.waitForFunction("() => inked('--stop') > 20");
            page.waitForFunction("() => inked('--path-done') > 20");
            page.waitForFunction("() => (window.before = inked('--path-todo')) > 20");
            machine.acknowledges(64);
            page.waitForFunction("() => inked('--path-todo') < window.before / 2");
            machine.finishes();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> room.runner.jobOn("printer").isEmpty());
            window.go("/history");
            page.getByText("wall.gcode").click();
            page.getByText("Every line arrived the first time.").waitFor();
            page.getByText("Queue for Printer by the window").click();
            checked(page);
            assertThat(page.content()).contains("wall.gcode");
            assertThat(room.runner.jobOn("printer")).isNotEqualTo(Optional.of(job));
            assertThat(window.complaints()).isEmpty();
        }
    }

    /** A file with a wall in one layer, on its way. */
    private String begun(com.microsoft.playwright.Page page) throws IOException {
        page.addInitScript(
                """
                window.inked = (name) => {
                  const canvas = document.querySelector('canvas');
                  const wanted = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
                  const rgb = [1, 3, 5].map((i) => parseInt(wanted.slice(i, i + 2), 16));
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let found = 0;
                  for (let i = 0; i < data.length; i += 4)
                    if (data[i + 3] > 200 && rgb.every((c, k) => Math.abs(c - data[i + k]) < 24)) found++;
                  return found;
                };
                """);
        page.navigate(room.server.address().toString());
        var wall = "G28\nM109 S200\nG1 Z0.2 F3000\nG1 X0 Y0\n"
                + IntStream.range(0, 100)
                        .mapToObj(i -> "G1 X" + i + " Y" + i % 2 * 10 + " E" + (i + 1) + "\n")
                        .collect(Collectors.joining());
        page.setInputFiles("#file-printer", Files.writeString(folder.resolve("wall.gcode"), wall));
        page.click("form[enctype] button");
        checked(page);
        page.check("input[name=clear]");
        page.click("button.primary");
        await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.size() == 1);
        return room.runner.jobOn("printer").orElseThrow();
    }

    @Test
    void nothingKeepsAnybodyOut() throws IOException {
        machine.reports(
                Map.of("T0", new Telemetry.Temperature(21, 0), "B", new Telemetry.Temperature(58, 60)),
                Map.of("X", 40.0, "Y", 0.0));
        try (var window = browser.window()) {
            begun(window.page());
            machine.acknowledges(20);
            machine.finishes();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> room.runner.jobOn("printer").isEmpty());
        }
        machine.asks(new Question(
                Question.Kind.PROMPT, "Load filament", Optional.of("blue PETG"), List.of("PurgeMore", "Continue")));
        var over = "/history/" + room.journal.recent(1).get(0).order().job();
        var upload = folder.resolve("wide.gcode");
        Files.writeString(upload, "G28\nM104 S200\nG1 X9999 E5 F3000\n");
        hub.set(new LinkState.Unpaired(
                URI.create("http://localhost:8080"),
                new PairingCode(
                        "BCDF-GHJK",
                        URI.create("http://localhost:8080/pair"),
                        URI.create("http://localhost:8080/pair?code=BCDF-GHJK"),
                        Duration.ofMinutes(15))));
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
            for (int width : new int[] {390, 1280}) {
                var language = width == 390 ? "fr" : "en";
                try (var window = browser.window(width, scheme, language)) {
                    var look = scheme + " " + width + " " + language;
                    window.go("/");
                    assertThat(window.barriers()).as(look).isEmpty();
                    assertThat(window.overhang()).as(look).isLessThanOrEqualTo(0);
                    for (var path : List.of(upload, file())) {
                        window.go("/");
                        window.page().setInputFiles("#file-printer", path);
                        window.page().click("form[enctype] button");
                        checked(window.page());
                        assertThat(window.barriers()).as(look).isEmpty();
                        assertThat(window.overhang()).as(look).isLessThanOrEqualTo(0);
                    }
                    for (var path : List.of(
                            "/",
                            "/files",
                            "/slicers",
                            "/notifications",
                            "/history",
                            over,
                            "/machines/printer",
                            "/machines/printer/toolpath",
                            "/add",
                            "/add/camera")) {
                        window.go(path);
                        assertThat(window.barriers()).as(look + path).isEmpty();
                        assertThat(window.overhang()).as(look + path).isLessThanOrEqualTo(0);
                        picture(window.page(), look + path);
                    }
                    window.go("/add");
                    window.page().click("button.primary");
                    window.page().waitForSelector("#profile");
                    assertThat(window.barriers()).as(look + "found").isEmpty();
                    assertThat(window.overhang()).as(look + "found").isLessThanOrEqualTo(0);
                    picture(window.page(), look + "/found");
                    assertThat(window.complaints()).as(look).isEmpty();
                }
            }
        try (var window = browser.window()) {
            window.go("/machines/printer");
            window.page().getByText("Continue").click();
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains("answer 1"));
        }
    }

    @Test
    void aPersonSeesWhatWillBeSentBeforeAJobGoesOnWhereItStoppedAndGivesTheWordThatTheLabWants() throws IOException {
        machine.under(asking("M220"));
        machine.reports(
                Map.of("T0", new Telemetry.Temperature(199.5, 200), "B", new Telemetry.Temperature(58, 60)),
                Map.of("X", 40.0, "Y", 0.0, "Z", 0.4));
        try (var window = browser.window()) {
            begun(window.page());
            machine.acknowledges(60);
            machine.asks(new Question(Question.Kind.STUCK, "", Optional.empty(), List.of()));
            looked("/machines/printer", "stuck");
            machine.asks(Question.of(Question.Kind.BROKEN_OFF, ""));
            looked("/machines/printer", "broken-off");
            machine.measures("", 0);
            machine.measures("T2", -3.2);
            machine.fails("port-lost");
            window.go("/machines/printer");
            window.page().getByText("wall.gcode stopped").first().waitFor();
            window.page().locator("main a[href*='/from?job=']").first().click();
            window.page().getByText("What is sent first").waitFor();
            assertThat(window.page().textContent("main")).contains("M109", "G28", "Line 60 was the last one");
            machine.under(asking("M109"));
            window.page().reload();
            var address = URI.create(window.page().url());
            looked(address.getPath() + "?" + address.getQuery(), "from-stop");
            looked("/machines/printer", "stopped");
            window.go("/history/" + room.journal.recent(1).get(0).order().job());
            assertThat(window.page().textContent("main")).contains("Tools measured", "T2", "3.200 mm shorter");
            looked(URI.create(window.page().url()).getPath(), "tools");
            looked("/machines/printer/from", "from-choice");
            looked("/machines/printer/rules", "rules");
            window.go(address.getPath() + "?" + address.getQuery());
            window.page().check("main input[name=clear]");
            window.page().fill("main input[name=allowedBy]", "Zoé");
            window.page().click("main button.primary");
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.size() == 2);
            var taken = room.runner.jobOn("printer").orElseThrow();
            assertThat(room.journal.permissions().of(taken).orElseThrow().person())
                    .isEqualTo("Zoé");
        }
    }

    private static Policy asking(String command) {
        return new Policy(
                Map.of(command, Policy.Rule.ASK),
                new Policy.Ceilings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void anAnswerThatComesTooLateChangesNothingAndSaysSo() throws IOException {
        try (var window = browser.window();
                var other = browser.window(390, ColorScheme.DARK, "fr")) {
            begun(window.page());
            machine.asks(
                    new Question(Question.Kind.PROMPT, "Purge?", Optional.empty(), List.of("Purge more", "All done")));
            window.go("/machines/printer");
            other.go("/machines/printer");
            // What this page shows grows old, as that of a phone in a pocket does.
            other.page().route("**/live", com.microsoft.playwright.Route::abort);
            window.page().getByText("Purge more").click();
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains("answer 0"));
            assertThat(window.page().url()).as("one stays where one pressed").endsWith("/machines/printer");
            machine.asks(new Question(Question.Kind.PROMPT, "Heat again?", Optional.empty(), List.of("Yes", "No")));
            other.page().getByText("All done").click();
            other.page().getByText("Quelqu’un a déjà répondu").waitFor();
            assertThat(machine.told).doesNotContain("answer 1");
            assertThat(machine.question().orElseThrow().what()).isEqualTo("Heat again?");
        }
    }

    /** Nothing keeps anybody out of this page, on a phone by night in French or at a desk in English. */
    private void looked(String path, String name) {
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            boolean desk = scheme == ColorScheme.LIGHT;
            try (var window = browser.window(desk ? 1280 : 390, scheme, desk ? "en" : "fr")) {
                window.go(path);
                assertThat(window.barriers()).as(name).isEmpty();
                assertThat(window.overhang()).as(name).isLessThanOrEqualTo(0);
                picture(window.page(), name + "-" + scheme);
            }
        }
    }

    /** Keeps a picture for people to look at, if a folder for that is named. */
    private static void picture(com.microsoft.playwright.Page page, String name) {
        var pictures = System.getenv("FAB_PICTURES");
        if (pictures == null) return;
        if (name.contains("toolpath"))
            page.getByText(Pattern.compile("(layers|couches)\\s*:\\s*1")).waitFor();
        page.screenshot(new com.microsoft.playwright.Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of(
                        pictures, name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("[0-9a-f-]{36}", "") + ".png")));
    }

    private Path file() throws IOException {
        return Files.writeString(
                folder.resolve("lamp.gcode"),
                "G28\n"
                        + IntStream.range(0, 100)
                                .mapToObj(i -> "G1 X" + i + " F3000\n")
                                .collect(Collectors.joining()));
    }

    /** Waits for the page that a checked file leads to, its style included; only that one has a way back. */
    private static void checked(com.microsoft.playwright.Page page) {
        page.waitForSelector("main .row > a[href='/']");
        page.waitForLoadState();
    }
}
