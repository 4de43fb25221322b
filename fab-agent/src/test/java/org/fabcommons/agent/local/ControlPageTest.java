// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.machine.MachineSession;
import org.fabcommons.agent.machine.MachineSetup;
import org.fabcommons.agent.simulator.Workpiece;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.hub.Browser;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mill whose workpiece bulges, commanded by page and API. */
class ControlPageTest {
    @TempDir
    static Path folder;

    private static SimulatedMachine iron;
    private static MachineSession mill;
    private static LocalRoom room;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        iron = SimulatedMachine.start(folder, "grbl", "--workpiece", "-5,0.01,-0.005,0.4", "--speed", "20");
        mill = MachineSession.open(
                new MachineSetup(
                        "mill",
                        "Mill",
                        Profiles.standard().require("grbl"),
                        iron.port().toString()),
                Ports.serial());
        room = LocalRoom.of(folder, mill)
                .simulated("mill", "Mill by the window")
                .open();
        await().atMost(Duration.ofMinutes(1)).until(() -> mill.snapshot().state() == Telemetry.State.IDLE);
        browser = Browser.open(room.address());
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
        room.close();
        mill.close();
        iron.close();
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = room.request("api/v1/machines/mill/control" + path)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return LocalRoom.send(request);
    }

    private static JsonNode now() {
        return json(send("GET", "", ""));
    }

    private static double x() {
        return iron.status().at("/position/X").asDouble();
    }

    private static double y() {
        return iron.status().at("/position/Y").asDouble();
    }

    @Test
    void aRequestThatComesTwiceMovesOnceAndNoGetMoves() {
        double before = x();
        for (int i = 0; i < 2; i++)
            assertThat(send("POST", "/jog", "{\"x\":-2,\"feed\":1000,\"watched\":true}", "Idempotency-Key", "twice")
                            .statusCode())
                    .isIn(200, 202);
        iron.awaits(status -> Math.abs(x() - before + 2) < 0.01);
        assertThat(send("GET", "/jog", "").statusCode()).isIn(404, 405);
        assertThat(send("POST", "/jog", "{\"x\":-2,\"feed\":1000,\"watched\":true}", "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        var far = send("POST", "/jog", "{\"x\":-200,\"feed\":1000,\"watched\":true}");
        assertThat(far.statusCode()).isEqualTo(409);
        assertThat(json(far).path("type").asText()).endsWith("position-unknown");
        assertThat(send("POST", "/laser", "{\"value\":1}").statusCode()).isEqualTo(422);
        assertThat(send("POST", "/laser", "{\"value\":900,\"confirmed\":true}").statusCode())
                .isEqualTo(422);
        assertThat(room.shelf.handbook().actions("mill", 50))
                .anyMatch(action -> action.what().equals("jog") && action.who().equals("this computer"));
        assertThat(x()).isCloseTo(before - 2, org.assertj.core.api.Assertions.within(0.01));
    }

    @Test
    void escTwiceStopsTheMachineAndNobodyWhoWritesDoesSoByLeavingTheField() {
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/machines/mill/control");
            page.fill("#line", "G0 X1");
            page.keyboard().press("Escape");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("");
            page.keyboard().press("a");
            assertThat(page.inputValue("#line")).isEqualTo("G0 X1");
            page.waitForRequest("**/machines/mill/stop", () -> {
                // However slow this computer is, two of them come within a second.
                for (int i = 0; i < 4; i++) page.keyboard().press("Escape");
            });
            page.waitForURL("**/machines/mill/control");
            await().atMost(Duration.ofMinutes(1)).until(() -> mill.snapshot().state() == Telemetry.State.IDLE);
        }
    }

    @Test
    void aHeldJogThatIsRefusedSaysWhyOnThePage() {
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/machines/mill/control");
            page.check("input[name=step][value=hold]");
            page.uncheck("#watched");
            double before = x();
            var box = page.locator("[data-jog='X-']").boundingBox();
            page.mouse().move(box.x + 10, box.y + 10);
            page.mouse().down();
            page.locator("#said:not([hidden])").waitFor();
            page.mouse().up();
            assertThat(page.textContent("#said")).contains("does not know where X is");
            assertThat(x()).isEqualTo(before);
        }
    }

    @Test
    void aMacroIsFilledPreviewedAndRefusedWhereItGoesTooFar() {
        var text = "; {far} How far (mm) 1..2000 = 5\\nG91\\nG1 Y-{far} F1000\\nG90";
        assertThat(send("POST", "/macros", "{\"name\":\"Back\",\"text\":\"" + text + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(json(send("POST", "/macros/Back/preview", "{\"p-far\":7.5}")).path("lines"))
                .hasToString("[\"G91\",\"G1 Y-7.5 F1000\",\"G90\"]");
        assertThat(send("POST", "/macros/Back/run", "{\"p-far\":9999,\"watched\":true}")
                        .statusCode())
                .isEqualTo(422);
        var tooFar = send("POST", "/macros/Back/run", "{\"p-far\":500,\"watched\":true}");
        assertThat(json(tooFar).path("type").asText()).endsWith("beyond-envelope");
        var inFrench = LocalRoom.send(
                room.post("api/v1/machines/mill/control/macros/Back/run", "{\"p-far\":500,\"watched\":true}")
                        .header("Accept-Language", "fr"));
        assertThat(json(inFrench).at("/errors/0/message").asText())
                .as("the whole of it")
                .contains("L’outil sortirait de sa course.", "Y parcourrait 500 mm")
                .doesNotContain("would");
        var unknown =
                LocalRoom.send(room.post("api/v1/machines/mill/control/console", "{\"line\":\"M808\",\"watched\":true}")
                        .header("Accept-Language", "fr"));
        assertThat(json(unknown).at("/errors/0/message").asText())
                .isEqualTo("Cela ne doit pas être envoyé. On ne sait pas si M808 est sans danger.");
        double before = iron.status().at("/position/Y").asDouble();
        assertThat(send("POST", "/macros/Back/run", "{\"watched\":true}").statusCode())
                .isIn(200, 202);
        iron.awaits(status -> Math.abs(status.at("/position/Y").asDouble() - before + 5) < 0.01);
        send("POST", "/macros", "{\"name\":\"Never\",\"text\":\"G1 X1 F100\\nM9999\"}");
        assertThat(LocalRoom.send(room.request("machines/mill/control?lang=en")).body())
                .containsOnlyOnce("cannot run on this machine. M9999 is not known to be safe.");
        send("DELETE", "/macros/Never", "");
        var exported = send("GET", "/macros", "").body();
        assertThat(exported).contains("How far");
        assertThat(send("POST", "/macros", "{\"name\":\"Bad\",\"lines\":[\"G1 X{nowhere}\"]}")
                        .statusCode())
                .isEqualTo(422);
        var faulty =
                LocalRoom.send(room.form("machines/mill/control/macros/save", "name=Bad&text=G1+X%7Bnowhere%7D%0AG1+Y1")
                        .header("Accept-Language", "fr"));
        assertThat(faulty.body())
                .as("what somebody wrote is not lost, and the fault is told in their language")
                .contains("il n’y a pas de paramètre", "G1 X{nowhere}\nG1 Y1</textarea>");
    }

    @Test
    void theConsoleKeepsItsHistoryAndExplainsARefusal() {
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/machines/mill/control");
            page.fill("#line", "$G");
            page.press("#line", "Enter");
            page.locator("#lines").getByText("[GC:").first().waitFor();
            page.fill("#line", "G10 L2 P1 X0");
            page.press("#line", "Enter");
            // What the machine keeps is changed by somebody with a name.
            page.getByText("That changes what the machine keeps").first().waitFor();
            page.fill("#type [name=allowedBy]", "Zoé");
            page.press("#line", "Enter");
            page.locator("#lines").getByText("> G10 L2 P1 X0").waitFor();
            page.reload();
            page.fill("#line", "");
            page.press("#line", "ArrowUp");
            assertThat(page.inputValue("#line")).isEqualTo("G10 L2 P1 X0");
            page.press("#line", "ArrowUp");
            assertThat(page.inputValue("#line")).isEqualTo("$G");
            jogs(page);
            assertThat(window.complaints().stream()
                            .filter(one -> !one.contains("409"))
                            .toList())
                    .isEmpty();
        }
    }

    @Test
    void aBoardsFileIsMadeToFollowItsHeightMapAndThePageLeadsToIt() {
        assertThat(send(
                                "POST",
                                "/maps",
                                "{\"name\":\"Board\",\"minX\":0,\"minY\":0,\"maxX\":20,\"maxY\":20,\"columns\":2,\"rows\":2,"
                                        + "\"heights\":[0,0.1,0.2,0.3],\"probedAt\":0}")
                        .statusCode())
                .isEqualTo(201);
        room.upload("board.nc", "G21\nG90\nM3 S500\nG0 Z2\nG0 X1 Y1\nG1 Z-0.1 F100\nG1 X19 Y19 F300\nG0 Z2\nM5\n");
        try (var window = browser.window()) {
            var page = window.page();
            window.go("/machines/mill/control");
            var board = page.locator("article.map:has(h3:text-is('Board'))");
            board.locator("select").selectOption("board.nc");
            board.getByText("Make a levelled file").click();
            page.getByText("board (levelled, Board).nc lies on the shelf.").waitFor();
            page.getByText("See and run it").click();
            page.getByText("board (levelled, Board).nc").first().waitFor();
            assertThat(window.complaints()).isEmpty();
        }
    }

    private static void jogs(Page page) {
        page.check("#watched");
        page.check("input[name=step][value=hold]");
        double before = x();
        var box = page.locator("[data-jog='X-']").boundingBox();
        page.mouse().move(box.x + 10, box.y + 10);
        page.mouse().down();
        iron.awaits(status -> x() < before - 0.5);
        page.mouse().up();
        await().atMost(Duration.ofMinutes(1)).until(() -> mill.snapshot().state() == Telemetry.State.IDLE);
        double stood = x();
        page.check("input[name=step][value='1.0']");
        page.locator("[data-jog='X+']").focus();
        page.keyboard().press("ArrowRight");
        iron.awaits(status -> Math.abs(x() - stood - 1) < 0.02);
    }

    @Test
    void aLevelledFileFollowsTheBoardMoveForMove() throws IOException {
        var board = new Workpiece(-5, 0.01, -0.005, 0.4);
        var zeroed = send("POST", "/zero", "{\"system\":1,\"x\":0,\"y\":0,\"z\":0}");
        assertThat(zeroed.statusCode()).as(zeroed.body()).isIn(200, 202);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Math.abs(now().at("/hand/work/X").asDouble(9)) < 0.01);
        var probe =
                send("POST", "/probe", "{\"kind\":\"plate\",\"size\":0,\"travel\":10,\"feed\":200,\"watched\":true}");
        assertThat(probe.statusCode()).as(probe.body()).isIn(200, 202);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> now().at("/routine/over").asBoolean());
        assertThat(now().at("/routine/problem").isMissingNode())
                .as(now().toString())
                .isTrue();
        // Told in words, and set only when somebody says so.
        assertThat(now().at("/found/say").asText()).contains("Surface or plate (Z)", "G54 is not set yet");
        assertThat(now().at("/found/zero/Z").asDouble())
                .isCloseTo(board.height(x(), y()), org.assertj.core.api.Assertions.within(0.003));
        assertThat(send("POST", "/probeZero", "{}").statusCode()).isIn(200, 202);
        await().atMost(Duration.ofMinutes(1)).until(() -> now().at("/found").isMissingNode());
        assertThat(send("POST", "/probeZero", "{}").statusCode()).isEqualTo(422);
        var survey = "{\"name\":\"copper\",\"minX\":0,\"minY\":0,\"maxX\":40,\"maxY\":30,\"columns\":9,\"rows\":7,"
                + "\"clearance\":2,\"depth\":3,\"feed\":200,\"watched\":true}";
        assertThat(send("POST", "/maps/survey", survey).statusCode()).isEqualTo(202);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> now().at("/routine/over").asBoolean());
        assertThat(now().at("/routine/problem").isMissingNode())
                .as(now().toString())
                .isTrue();
        var map = json(send("GET", "/maps/copper", ""));
        double originX = now().at("/hand/machine/X").asDouble()
                - now().at("/hand/work/X").asDouble();
        double originY = now().at("/hand/machine/Y").asDouble()
                - now().at("/hand/work/Y").asDouble();
        for (int row = 0; row < 7; row++)
            for (int column = 0; column < 9; column++)
                assertThat(map.path("heights").get(row * 9 + column).asDouble())
                        .isCloseTo(
                                board.height(originX + column * 5, originY + row * 5) - board.height(originX, originY),
                                org.assertj.core.api.Assertions.within(0.003));

        var file = Files.writeString(
                folder.resolve("trace.nc"),
                "G21 G90\nG0 Z2\nG0 X1 Y1\nG1 Z-0.1 F200\nG1 X39 Y29 F600\nG2 X20 Y10 I-19 J0\nG1 X1 Y1\nG0 Z2\n");
        try (var in = Files.newInputStream(file)) {
            room.shelf.put("trace.nc", room.files.keep(in, 1 << 20));
        }
        var levelled = json(send("POST", "/maps/copper/level", "{\"file\":\"trace.nc\"}"))
                .path("file")
                .asText();
        assertThat(levelled).isEqualTo("trace (levelled, copper).nc");
        var path = room.files
                .find(room.shelf.file(levelled).orElseThrow().sha256())
                .orElseThrow();
        var lines = Files.readAllLines(path);
        assertThat(lines.get(0)).contains("trace.nc", "SHA-256");
        double zero = board.height(originX, originY);
        double x = 0;
        double y = 0;
        int cuts = 0;
        for (var line : lines) {
            if (!line.startsWith("G1 ") && !line.startsWith("G0 ")) continue;
            x = word(line, 'X');
            y = word(line, 'Y');
            if (!line.startsWith("G1 ") || word(line, 'Z') > 1.5) continue;
            cuts++;
            // A bilinear surface over 5 mm cells of a wave of 100 mm: some hundredths at most.
            double surface = board.height(originX + x, originY + y) - zero;
            if (cuts > 1)
                assertThat(word(line, 'Z') - surface)
                        .as(line)
                        .isCloseTo(-0.1, org.assertj.core.api.Assertions.within(0.01));
        }
        assertThat(cuts).isGreaterThan(20);
        assertThat(Files.readString(file)).contains("G2 X20 Y10");
        var outside = Files.writeString(folder.resolve("outside.nc"), "G21 G90\nG0 X0 Y0\nG1 X300 F600\n");
        try (var in = Files.newInputStream(outside)) {
            room.shelf.put("outside.nc", room.files.keep(in, 1 << 20));
        }
        assertThat(send("POST", "/maps/copper/level", "{\"file\":\"outside.nc\"}")
                        .body())
                .contains("Line 3");
    }

    private static double word(String line, char letter) {
        var m = java.util.regex.Pattern.compile(letter + "(-?[\\d.]+)").matcher(line);
        assertThat(m.find()).as(line).isTrue();
        return Double.parseDouble(m.group(1));
    }

    @Test
    void nothingKeepsAnybodyOut() {
        send("POST", "/macros", "{\"name\":\"Wide\",\"text\":\"; {a} Depth (mm) 1..5 = 1\\nG1 Z-{a} F100\"}");
        send(
                "POST",
                "/maps",
                "{\"name\":\"sample\",\"minX\":0,\"minY\":0,\"maxX\":40,\"maxY\":30,\"columns\":3,\"rows\":2,"
                        + "\"heights\":[0,0.1,0.2,-0.1,0,0.3],\"probedAt\":0}");
        for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK))
            for (int width : new int[] {390, 1280}) {
                var language = width == 390 ? "fr" : "en";
                try (var window = browser.window(width, scheme, language)) {
                    window.go("/machines/mill/control");
                    window.page().waitForFunction("document.querySelector('#work-X').textContent !== '–'");
                    assertThat(window.barriers()).as(scheme + " " + width).isEmpty();
                    assertThat(window.overhang()).as(scheme + " " + width).isLessThanOrEqualTo(0);
                    assertThat(window.complaints()).isEmpty();
                    var folder = System.getenv("FAB_PICTURES");
                    if (folder != null)
                        window.page()
                                .screenshot(new Page.ScreenshotOptions()
                                        .setFullPage(true)
                                        .setPath(Path.of(folder, "control-" + scheme + "-" + width + ".png")));
                }
            }
    }
}
