// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.job.PausedBy;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.agent.notify.ChannelSettings;
import org.fabcommons.hub.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is away from the page is told what they want to know, once, in their language. */
class NotificationsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final PatientMachine printer = new PatientMachine("printer");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer phone;
    private LocalRoom room;

    @BeforeEach
    void open() throws IOException {
        phone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        phone.createContext("/", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        phone.start();
        room = room();
    }

    private LocalRoom room() {
        return LocalRoom.of(folder, printer)
                .telling(new ChannelSettings(
                        "téléphone",
                        Optional.of(URI.create(
                                "http://127.0.0.1:" + phone.getAddress().getPort() + "/secret-topic")),
                        List.of(),
                        ChannelSettings.Format.TEXT,
                        Map.of(),
                        ChannelSettings.USUAL,
                        Locale.FRENCH,
                        Duration.ofSeconds(10),
                        1,
                        30,
                        Optional.empty(),
                        false))
                .open();
    }

    @AfterEach
    void close() {
        room.close();
        phone.stop(0);
    }

    private void starts(String name) {
        await().atMost(LONG).until(() -> room.runner.jobOn("printer").isEmpty());
        int before = printer.told.size();
        assertThat(room.start("printer", room.upload(name, "G28\nG1 X10 F3000\n"), "")
                        .statusCode())
                .isEqualTo(201);
        await().atMost(LONG).until(() -> printer.told.size() > before);
    }

    @Test
    void theEndOfAJobItsFailureAndWhatIsAskedAreToldOnceEach() {
        starts("lamp.gcode");
        printer.asks(Question.of(Question.Kind.FILAMENT, ""));
        await().atMost(LONG).until(() -> told.size() == 1);
        assertThat(told.get(0)).contains("lamp.gcode", "Changez le filament");
        printer.answer(0);
        printer.finishes();
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(told.get(1)).startsWith("lamp.gcode est terminé");
        starts("shade.gcode");
        printer.fails("heater-stuck");
        await().atMost(LONG).until(() -> told.size() == 3);
        assertThat(told.get(2)).startsWith("shade.gcode n’est pas allé jusqu’au bout.");
        // A person who cancels knows; the job after that shows that nothing was told in between.
        starts("third.gcode");
        printer.cancel();
        starts("fourth.gcode");
        printer.finishes();
        await().atMost(LONG).until(() -> told.size() == 4);
        assertThat(told.get(3)).startsWith("fourth.gcode est terminé");
        var items = room.read("api/v1/notifications").path("items");
        assertThat(items.findValuesAsText("kind"))
                .containsExactly("filament", "finished", "failed", "cancelled", "finished");
        var second = items.get(1).path("number").asText();
        assertThat(room.read("api/v1/notifications?after=" + second).path("items"))
                .hasSize(3);
    }

    @Test
    void thatAPausedJobHasCooledIsToldOnceAndStandsInItsHistory() {
        starts("lamp.gcode");
        room.runner.pause("printer", room.runner.jobOn("printer").orElseThrow(), PausedBy.HERE);
        await().atMost(LONG).until(() -> printer.told.contains("pause"));
        var job = room.runner.jobOn("printer").orElseThrow();
        printer.cools(30);
        await().atMost(LONG).until(() -> told.size() == 1);
        assertThat(told.get(0)).contains("La pause dure depuis 30 min", "la buse a été coupée");
        printer.resume();
        printer.finishes();
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(room.page("history/" + job))
                .contains(
                        "A person paused the job beside the machine",
                        "The pause has lasted 30 min: the nozzle was switched off");
    }

    @Test
    void thatHeatersMayBeOnIsTold() {
        starts("lamp.gcode");
        printer.acknowledges(1);
        printer.fallsSilent();
        await().atMost(LONG).until(() -> told.size() == 1);
        assertThat(told.get(0)).contains("n’est pas allé jusqu’au bout", "n’a pas pu être mise en sécurité");
        starts("shade.gcode");
        printer.fails("heater-stuck");
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(told.get(1)).doesNotContain("sécurité");
    }

    @Test
    void whatACrashInterruptedIsToldWhenTheAgentIsBack() {
        starts("lamp.gcode");
        printer.acknowledges(1);
        room.close();
        // Nothing of what ended with the agent is told a second time.
        await().atMost(LONG).until(() -> told.size() == 1);
        assertThat(told.get(0)).startsWith("lamp.gcode n’est pas allé jusqu’au bout.");
        room = room();
        starts("shade.gcode");
        printer.finishes();
        await().atMost(LONG).until(() -> told.size() == 2);
        assertThat(told.get(1)).startsWith("shade.gcode est terminé");
    }

    @Test
    void thePageSaysWhereItGoesWithoutTheTopicAndTriesIt() {
        assertThat(room.page("notifications"))
                .contains("téléphone", "to 127.0.0.1")
                .doesNotContain("secret-topic");
        var tried = LocalRoom.send(room.form("notifications/t%C3%A9l%C3%A9phone/test", ""));
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.body()).contains("téléphone has taken the test.");
        assertThat(told).containsExactly("Ceci est un essai de bench. Il est arrivé.");
        phone.stop(0);
        var lost = LocalRoom.send(room.form("notifications/t%C3%A9l%C3%A9phone/test", ""));
        assertThat(lost.statusCode()).isEqualTo(502);
        assertThat(lost.body()).contains("did not arrive");
        assertThat(LocalRoom.send(room.post("api/v1/notifications/none/test", ""))
                        .statusCode())
                .isEqualTo(404);
        assertThat(room.read("api/v1/notifications").path("items"))
                .as("a test is no news")
                .isEmpty();
    }

    @Test
    void aBrowserShowsThemOncePermissionWasGivenOnAClick() {
        try (var chromium = Browser.open(room.address());
                var window = chromium.window(1280, ColorScheme.LIGHT, "en")) {
            var page = window.page();
            page.context().grantPermissions(List.of("notifications"));
            // The real ones are the desktop's; what they say is written down on their way.
            page.context()
                    .addInitScript(
                            """
                            localStorage.shown ??= "";
                            window.Notification = class extends Notification {
                              constructor(title, more) { super(title, more); localStorage.shown += `${title}|${more.body}\\n`; }
                            };
                            """);
            window.go("/notifications");
            assertThat(page.evaluate("localStorage.shown")).isEqualTo("");
            page.getByText("Notify me in this browser").click();
            page.getByText("They are on.").waitFor();
            assertThat((String) page.evaluate("localStorage.shown")).contains("It works");
            // On every page, and over a change of pages.
            window.go("/files");
            starts("lamp.gcode");
            printer.finishes();
            page.waitForFunction("() => localStorage.shown.includes('Printer: done|lamp.gcode is finished')");
            window.go("/notifications");
            page.getByText("lamp.gcode is finished").waitFor();
            page.getByText("No longer in this browser").click();
            page.getByText("They are off.").waitFor();
            assertThat(((String) page.evaluate("localStorage.shown")).split("lamp.gcode", -1))
                    .as("shown once")
                    .hasSize(2);
            assertThat(window.complaints()).isEmpty();
            assertThat(window.barriers()).isEmpty();
        }
    }
}
