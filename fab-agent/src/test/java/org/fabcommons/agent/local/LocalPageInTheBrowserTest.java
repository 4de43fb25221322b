// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.hub.PairingCode;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.hub.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPageInTheBrowserTest {
    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("printer");
    private final AtomicReference<LinkState> hub = new AtomicReference<>(new LinkState.Alone());
    private Journal journal;
    private JobRunner runner;
    private Shelf shelf;
    private LocalServer server;
    private Browser browser;

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder, InstantSource.system());
        var files = new FileCache(folder.resolve("files"));
        runner = new JobRunner(List.of(machine), journal, files, folder.resolve("marks"), JobRunner.PATIENCE);
        shelf = Shelf.open(folder, InstantSource.system());
        server = LocalServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                new LocalServer.Agent(
                        "bench",
                        "0.1.0",
                        Map.of("printer", new LocalServer.Named("Printer by the window", true)),
                        hub::get,
                        () -> {}),
                new LocalServer.Works(List.of(machine), runner, journal, files, shelf, InstantSource.system()));
        browser = Browser.open(server.address());
    }

    @AfterEach
    void close() {
        if (browser != null) browser.close();
        server.close();
        runner.close();
        shelf.close();
        journal.close();
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
            page.getByText("Pause").click();
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
    void thePageSaysWhenTheAgentIsGone() {
        try (var window = browser.window()) {
            window.go("/");
            assertThat(window.page().isVisible("#lost")).isFalse();
            server.close();
            window.page().waitForSelector("#lost:not([hidden])");
        }
    }

    @Test
    void nothingKeepsAnybodyOut() throws IOException {
        var upload = folder.resolve("wide.gcode");
        Files.writeString(upload, "G28\nM104 S200\nG1 X9999 F3000\n");
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
                    for (var path : List.of("/", "/files", "/slicers")) {
                        window.go(path);
                        assertThat(window.barriers()).as(look + path).isEmpty();
                        assertThat(window.overhang()).as(look + path).isLessThanOrEqualTo(0);
                    }
                    assertThat(window.complaints()).as(look).isEmpty();
                }
            }
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
