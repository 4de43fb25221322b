// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.json;
import static org.fabcommons.agent.local.LocalRoom.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.fabcommons.agent.job.Handbook;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.link.Curve;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
    private static final String FILE = "G28\nG1 X10 F3000\nG1 X20\n";

    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("printer");
    private LocalRoom room;

    @BeforeEach
    void open() {
        room = LocalRoom.of(folder, machine).named("printer", "Printer <b>").open();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void aFileIsCheckedThenStartedOnlyWhenSomebodySaysTheMachineIsClear() {
        var answer = send(request("api/v1/files?name=lamp.gcode").POST(BodyPublishers.ofString(FILE)));
        assertThat(answer.statusCode()).isEqualTo(201);
        var file = json(answer).path("sha256").asText();
        var unclear = send(post("api/v1/machines/printer/jobs", "{\"file\":\"" + file + "\"}"));
        assertThat(unclear.statusCode()).isEqualTo(422);
        assertThat(machine.told).isEmpty();
        var started = send(post("api/v1/machines/printer/jobs", "{\"file\":\"" + file + "\",\"clear\":true}"));
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(json(started).path("sha256").asText()).isEqualTo(file);
        assertThat(json(started).has("endedAt")).isFalse();
        var job = json(started).path("id").asText();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> state().at("/machines/0/job/state").asText().equals("running"));
        machine.acknowledges(2);
        assertThat(state().at("/machines/0/progress/line").asLong()).isEqualTo(2);
        send(post("api/v1/machines/printer/pause", ""));
        send(post("api/v1/machines/printer/resume", ""));
        send(post("api/v1/machines/printer/cancel", ""));
        await().atMost(Duration.ofSeconds(40)).until(() -> json(send(request("api/v1/jobs/" + job)))
                .path("state")
                .asText()
                .equals("cancelled"));
        var over = json(send(request("api/v1/jobs/" + job)));
        assertThat(Instant.parse(over.path("endedAt").asText()))
                .isAfterOrEqualTo(Instant.parse(over.path("createdAt").asText()));
        assertThat(machine.told).containsExactly("run " + job, "pause", "resume", "cancel");
        // A job of this page's is nobody else's business.
        assertThat(room.journal.untold(10)).isEmpty();
    }

    @Test
    void aFileThatTheMachineMustNotGetIsRefusedWithItsLine() {
        var file = json(send(request("api/v1/files?name=hot.gcode").POST(BodyPublishers.ofString("G28\nM104 S9999\n"))))
                .path("sha256")
                .asText();
        var refused = send(post("api/v1/machines/printer/jobs", "{\"file\":\"" + file + "\",\"clear\":true}"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asText()).isEqualTo("line 2");
        var queued = json(send(post("api/v1/machines/printer/queue", "{\"file\":\"hot.gcode\"}")));
        var page = send(request("machines/printer/waiting/" + queued.path("id").asText()));
        assertThat(page.body()).contains("9,999").doesNotContain("name=\"clear\"");
    }

    @Test
    void thePageWorksWithFormsAloneInBothLanguages() {
        var form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\things\\été <lamp>.gcode\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + FILE + "\r\n--x\r\n"
                + "Content-Disposition: form-data; name=\"more\"\r\n\r\nx\r\n--x--\r\n";
        var uploaded = send(request("machines/printer/files")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(form)));
        assertThat(uploaded.statusCode()).isEqualTo(303);
        var check = uploaded.headers().firstValue("Location").orElseThrow().substring(1);
        var page = send(request(check).header("Accept-Language", "fr"));
        assertThat(page.body())
                .contains("été &lt;lamp&gt;.gcode", "Démarrer", "lang=\"fr\"", "«\u00a0Printer &lt;b&gt;\u00a0»");
        send(form(check, "")); // Without the tick nothing happens.
        assertThat(machine.told).isEmpty();
        assertThat(send(form(check, "clear=yes")).statusCode()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.size() == 1);
        assertThat(send(request("")).body())
                .contains("Printer &lt;b&gt;", "Stop Printer", "été &lt;lamp&gt;.gcode")
                .doesNotContain("Printer <b>");
        assertThat(send(form("machines/printer/stop", "")).statusCode()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(40))
                .until(() -> send(request("live")).body().contains("A person stopped the machine."));
        assertThat(machine.told).endsWith("stop");
    }

    @Test
    void stopAllStopsWhateverRunsOrNot() {
        assertThat(send(post("api/v1/stop", "")).statusCode()).isEqualTo(204);
        assertThat(machine.told).containsExactly("stop");
    }

    @Test
    void pagesFromElsewhereCannotMoveAMachine() throws IOException {
        for (var origin : List.of("http://evil.example", "null", "http://localhost:1"))
            assertThat(send(form("machines/printer/stop", "", "Origin", origin)).statusCode())
                    .as(origin)
                    .isEqualTo(403);
        assertThat(send(form("machines/printer/stop", "", "Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(rawStatus("GET /api/v1/state HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .contains(" 403 ");
        assertThat(rawStatus("GET /api/v1/state HTTP/1.0\r\n\r\n")).contains(" 403 ");
        assertThat(machine.told).isEmpty();
        var own = room.server.address().toString().replaceAll("/$", "");
        assertThat(send(form("machines/printer/stop", "", "Origin", own)).statusCode())
                .isEqualTo(303);
    }

    @Test
    void whatIsNotThereSaysSo() {
        assertThat(send(request("nothing")).statusCode()).isEqualTo(404);
        assertThat(send(request("assets/..%2f..%2fmessages_en.properties")).statusCode())
                .isEqualTo(404);
        assertThat(send(post("api/v1/machines/mill/stop", "")).statusCode()).isEqualTo(404);
        assertThat(send(post("api/v1/machines/printer/fly", "")).statusCode()).isEqualTo(404);
        assertThat(send(post("api/v1/machines/printer/jobs", "not json")).statusCode())
                .isEqualTo(400);
        assertThat(send(request("machines/printer/files").POST(BodyPublishers.ofString("junk")))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void itsDescriptionNamesCallsThatAreThere() {
        var paths = json(send(request("api/openapi.json"))).path("paths");
        assertThat(paths).isNotEmpty();
        var file = json(send(request("api/v1/files?name=lamp.gcode").POST(BodyPublishers.ofString(FILE))));
        // Those of cameras and of channels have tests of their own, with some.
        paths.properties().stream()
                .filter(path -> !path.getKey().matches("/(cameras|pictures|notifications)/.*"))
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (method.equals("parameters")) return;
                    var handbook = room.shelf.handbook();
                    handbook.keep(
                            "printer",
                            Handbook.Kind.MACRO,
                            "lamp.gcode",
                            "{\"name\":\"lamp.gcode\",\"lines\":[\"G90\"]}");
                    handbook.keep(
                            "printer",
                            Handbook.Kind.HEIGHT_MAP,
                            "lamp.gcode",
                            "{\"name\":\"m\",\"minX\":0,\"minY\":0,\"maxX\":1,\"maxY\":1,\"columns\":2,\"rows\":2,\"heights\":[0,0,0,0]}");
                    var queued = json(send(post(
                            "api/v1/machines/printer/queue",
                            "{\"file\":\"" + file.path("file").asText() + "\"}")));
                    var address = path.getKey()
                            .replace("{key}", "printer")
                            .replace("{name}", "lamp.gcode")
                            .replace("/jobs/{id}", "/jobs/none")
                            .replace("{id}", queued.path("id").asText());
                    // The one goes on for ever, the others are about a job; both have tests of their own.
                    if (address.equals("/events") || address.contains("/toolpath")) return;
                    var answer = send(request("api/v1" + address)
                            .method(
                                    method.toUpperCase(Locale.ROOT),
                                    BodyPublishers.ofString("{\"file\":\"lamp.gcode\"}")));
                    if (!address.startsWith("/jobs/none"))
                        assertThat(answer.statusCode())
                                .as(method + " " + address)
                                .isNotEqualTo(404);
                    send(request("api/v1/files?name=lamp.gcode").POST(BodyPublishers.ofString(FILE)));
                }));
    }

    @Test
    void everyCallIsExplainedInTheDocumentation() throws IOException {
        var page = Files.readString(Path.of("../docs/api.md"));
        json(send(request("api/openapi.json"))).path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (method.equals("parameters")) return;
                    var call = "`" + method.toUpperCase(Locale.ROOT) + " "
                            + path.getKey().substring(1);
                    assertThat(page).containsPattern(Pattern.quote(call) + "[` ?]");
                }));
    }

    @Test
    void halfAFileIsNotKeptAndOneThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        var head = "POST /api/v1/files?name=half.gcode HTTP/1.1\r\nHost: 127.0.0.1:"
                + room.address().getPort() + "\r\nContent-Length: ";
        raw(head + "100\r\n\r\n" + FILE);
        assertThat(raw(head + "2100000000\r\n\r\n" + FILE)).contains(" 413 ", "larger than 2 GB");
        assertThat(room.shelf.files()).isEmpty();
        assertThat(folder.resolve("files")).isEmptyDirectory();
    }

    @Test
    void aNameIsTakenAlsoWhereItsLettersWereLeftAsTheyAre() throws IOException {
        var answer = raw("POST /api/v1/files?name=pièce.gcode HTTP/1.1\r\nHost: 127.0.0.1:"
                + room.address().getPort() + "\r\nContent-Length: " + FILE.length() + "\r\n\r\n" + FILE);
        assertThat(answer).contains(" 201 ", "\"file\":\"pièce.gcode\"");
    }

    /** Says this and no more; gives the answer, which may be none. */
    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), room.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whoStandsStillInAnUploadIsAnsweredAndHoldsUpNobody() throws Exception {
        var begun = "POST /api/v1/files?name=slow.gcode HTTP/1.1\r\nHost: 127.0.0.1:"
                + room.address().getPort() + "\r\nContent-Length: ";
        List<Socket> still = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) still.add(says(begun + "1000\r\n\r\nG28"));
            assertThat(room.get("").statusCode()).isEqualTo(200);
            // However many there are, the stop is heard.
            for (int i = 0; i < 120; i++) still.add(says(begun + "1000000\r\n\r\nG28"));
            assertThat(LocalRoom.send(room.post("machines/printer/stop", "")).statusCode())
                    .isEqualTo(303);
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains("stop"));
            for (var socket : still.subList(20, still.size())) socket.close();
            var tooMuch = says(begun + "2100000000\r\n\r\nG28");
            still.add(tooMuch);
            tooMuch.setSoTimeout(40_000);
            var answer = new BufferedReader(new InputStreamReader(tooMuch.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).contains(" 413 ");
        } finally {
            for (var socket : still) socket.close();
        }
        assertThat(room.shelf.files()).isEmpty();
    }

    @Test
    void theStopIsHeardHoweverManySendHalfARequestOrDoNotTakeTheirAnswer() throws Exception {
        var host = " HTTP/1.1\r\nHost: 127.0.0.1:" + room.address().getPort() + "\r\n";
        var halfAHead = "POST /machines/printer/stop" + host.substring(0, host.length() - 4);
        var halfAForm = "POST /machines/printer/cancel" + host + "Content-Length: 40\r\n\r\nclear=";
        // The body of what is refused at the door is not waited for either.
        var foreign = "POST /stop" + host + "Origin: http://elsewhere\r\nContent-Length: 100000\r\n\r\n";
        var taken = ("GET /assets/agent.css" + host + "\r\n").repeat(400);
        List<Socket> still = new ArrayList<>();
        try {
            for (int i = 0; i < RequestThreads.MOST / 2; i++)
                for (var begun : List.of(halfAHead, halfAForm, foreign, taken)) still.add(says(begun));
            // Those who stand still are let go a minute later anyhow: that is not what this is about.
            var stop = room.post("machines/printer/stop", "").timeout(Duration.ofSeconds(40));
            assertThat(LocalRoom.send(stop).statusCode()).isEqualTo(303);
            await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains("stop"));
        } finally {
            for (var socket : still) socket.close();
        }
    }

    private Socket says(String request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), room.address().getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aTrialIsRefusedWithItsLineAndTheHistoryDoesNotTakeItForAMake() {
        room.upload("bad.gcode", "G28\nM112\n");
        var refused = trial("bad.gcode");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/field").asText()).isEqualTo("line 2");
        room.upload("try.gcode", FILE);
        assertThat(trial("try.gcode").statusCode()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.size() == 1);
        machine.finishes();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> room.page("history").contains("try.gcode (tried, nothing made)"));
    }

    private HttpResponse<String> trial(String file) {
        return LocalRoom.send(room.request("api/v1/machines/printer/trials")
                .POST(HttpRequest.BodyPublishers.ofString("{\"file\":\"" + file + "\",\"clear\":true}")));
    }

    @Test
    void howWarmTheMachineWasStaysWithTheJob() {
        room.upload("warm.gcode", FILE);
        machine.reports(
                Map.of("T0", new Telemetry.Temperature(204.96, 205), "B", new Telemetry.Temperature(58, 60)), Map.of());
        var job = json(room.start("printer", "warm.gcode", "")).path("id").asText();
        await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.size() == 1);
        machine.finishes();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> room.read("api/v1/jobs/" + job + "/temperatures")
                                .at("/items/0/sensors/T0/actual")
                                .asDouble()
                        == 205);
        assertThat(room.page("history/" + job))
                .contains("up to 205.0 °C, set to 205 °C", "up to 58.0 °C, set to 60 °C");
        assertThat(room.get("api/v1/jobs/none/temperatures").statusCode()).isEqualTo(404);
    }

    @Test
    void aJobsTemperaturesAreDrawnFromItsStartToItsEndAndSaidInWords() {
        var samples = LongStream.of(0, 150, 300, 450, 600)
                .mapToObj(seconds -> new Curve.Moment(
                        seconds, seconds / 600.0, Map.of("T0", new Telemetry.Temperature(20 + seconds / 3.0, 200))))
                .toList();
        var drawn = TemperaturePlot.ofJob(samples, new Texts(Locale.ENGLISH))
                .drawn()
                .toString();
        assertThat(drawn)
                .contains("Nozzle up to 220.0 °C, set to 200 °C", ">start<", ">10 min<", "M96.0 ", "L714.0 ")
                .doesNotContain("NaN");
    }

    @Test
    void whatWaitsChangesItsPlace() {
        for (var name : List.of("a.gcode", "b.gcode", "c.gcode")) {
            send(request("api/v1/files?name=" + name).POST(BodyPublishers.ofString(FILE + "; " + name)));
            send(post("api/v1/machines/printer/queue", "{\"file\":\"" + name + "\"}"));
        }
        assertThat(waiting()).containsExactly("a.gcode", "b.gcode", "c.gcode");
        var first = room.shelf.waitingFor("printer").get(0).id();
        send(post("api/v1/machines/printer/queue/" + first + "/down", ""));
        assertThat(waiting()).containsExactly("b.gcode", "a.gcode", "c.gcode");
        assertThat(send(post("machines/printer/waiting/" + first + "/down", "")).statusCode())
                .isEqualTo(303);
        send(post("api/v1/machines/printer/queue/" + first + "/down", ""));
        assertThat(waiting()).as("it is the last already").containsExactly("b.gcode", "c.gcode", "a.gcode");
        send(post("api/v1/machines/printer/queue/" + first + "/up", ""));
        assertThat(waiting()).containsExactly("b.gcode", "a.gcode", "c.gcode");
    }

    private List<String> waiting() {
        return room.shelf.waitingFor("printer").stream()
                .map(one -> one.fileName())
                .toList();
    }

    @Test
    void theSlicersPictureAndNameAreShownBesideWhatTheFileAmountsTo() {
        var png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        var sliced = "; generated by PrusaSlicer 2.9.0 on 2026-11-27 at 08:00:00 UTC\n;\n; thumbnail begin 1x1 96\n; "
                + png.substring(0, 60) + "\n; " + png.substring(60) + "\n; thumbnail end\n" + FILE;
        var file = json(send(request("api/v1/files?name=lamp.gcode").POST(BodyPublishers.ofString(sliced))))
                .path("sha256")
                .asText();
        var queued = json(send(post("api/v1/machines/printer/queue", "{\"file\":\"lamp.gcode\"}")));
        var page = send(request("machines/printer/waiting/" + queued.path("id").asText()));
        assertThat(page.body()).contains("PrusaSlicer 2.9.0", "src=\"/files/picture/" + file);
        var picture = send(request("files/picture/" + file));
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(send(request("files/picture/" + "0".repeat(64))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSizeOfAPartIsThatOfWhatIsMadeNotOfTheWayThere() {
        var ring = "G90\nM83\nG28\nG1 X50 Y60 Z0.2 F6000\nG1 X70 E1\nG1 Y75 E1\nG1 X0 Y0 Z30\n";
        send(request("api/v1/files?name=ring.gcode").POST(BodyPublishers.ofString(ring)));
        var queued = json(send(post("api/v1/machines/printer/queue", "{\"file\":\"ring.gcode\"}")));
        var page = send(request("machines/printer/waiting/" + queued.path("id").asText()));
        assertThat(page.body()).contains("20.0 × 15.0 × ");
    }

    @Test
    void whatWaitsIsCopiedTakenOutAndPutBack() {
        send(request("api/v1/files?name=lamp.gcode").POST(BodyPublishers.ofString(FILE)));
        var waiting = "machines/printer/waiting/"
                + json(send(post("api/v1/machines/printer/queue", "{\"file\":\"lamp.gcode\"}")))
                        .path("id")
                        .asText();
        send(form(waiting + "/copies", "copies=2"));
        assertThat(room.shelf.waitingFor("printer")).hasSize(3);
        assertThat(send(form(waiting + "/copies", "copies=500")).statusCode()).isEqualTo(422);
        send(form(waiting + "/remove", ""));
        assertThat(room.shelf.waitingFor("printer")).hasSize(2);
        assertThat(send(request("machines/printer")).body()).contains("lamp.gcode was taken out of the queue.");
        send(form("machines/printer/put-back", ""));
        send(form("machines/printer/put-back", ""));
        assertThat(room.shelf.waitingFor("printer")).hasSize(3);
    }

    @Test
    void whoeverListensHearsTheStateNowAndWhenItChanges() {
        var events = LocalRoom.http()
                .sendAsync(request("api/v1/events").build(), BodyHandlers.ofLines())
                .join();
        assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream; charset=utf-8");
        var states = events.body().filter(line -> line.startsWith("data: ")).iterator();
        assertThat(states.next()).contains("\"key\":\"printer\"").doesNotContain("T0");
        machine.reports(Map.of("T0", new Telemetry.Temperature(20, 0)), Map.of());
        assertThat(states.next()).contains("\"T0\":{\"actual\":20.0");
        await().atMost(Duration.ofSeconds(40))
                .until(() -> json(send(request("api/v1/machines/printer/temperatures")))
                                .at("/items/0/sensors/T0/actual")
                                .asDouble()
                        == 20);
    }

    @Test
    void everyTextIsThereInBothLanguages() throws IOException {
        assertThat(texts("fr").keySet()).isEqualTo(texts("en").keySet());
        assertThat(texts("fr").values()).noneMatch(text -> ((String) text).isBlank());
    }

    @Test
    void whateverTheGuardRefusesHasWords() throws IOException {
        var code = Pattern.compile("because\\(\\s*\"([a-z-]+)\"");
        var refused = new TreeSet<String>();
        try (var files = Files.list(Path.of("src/main/java/org/fabcommons/agent/guard"))) {
            for (var file : files.toList())
                code.matcher(Files.readString(file)).results().forEach(found -> refused.add(found.group(1)));
        }
        assertThat(refused).hasSizeGreaterThan(15);
        assertThat(texts("fr").keySet())
                .containsAll(refused.stream()
                        .map(one -> one.startsWith("policy-") ? "control.problem." + one : "wrong.guard-" + one)
                        .toList());
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        try (var in = LocalServer.class.getResourceAsStream("messages_" + language + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private HttpRequest.Builder request(String path) {
        return room.request(path);
    }

    private HttpRequest.Builder post(String path, String body) {
        return room.post(path, body);
    }

    private HttpRequest.Builder form(String path, String body, String... headers) {
        var request = room.form(path, body);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private String rawStatus(String request) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), room.server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var head = new byte[20];
            int length = socket.getInputStream().read(head);
            return new String(head, 0, length, StandardCharsets.US_ASCII);
        }
    }

    private JsonNode state() {
        return json(send(request("api/v1/state")));
    }
}
