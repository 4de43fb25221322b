// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.json;
import static org.fabcommons.agent.local.LocalRoom.send;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Source;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.hub.Needs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls that slicers make, in their order and with their oddities. */
class SlicersTest {
    private static final String FILE = "G28\nG1 X10 F3000\nG1 X20\n";
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path folder;

    private final PatientMachine printer = new PatientMachine("printer");
    private LocalRoom room;

    @BeforeEach
    void open() {
        start(Optional.empty(), printer);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private void start(Optional<Password> password, PatientMachine... machines) {
        room = LocalRoom.of(folder, machines).password(password).open();
    }

    @Test
    void prusaSlicerProbesThenUploadsAndTheFileIsThere() {
        var probe = send(call("GET", "api/version", "X-Api-Key", ""));
        assertThat(probe.statusCode()).isEqualTo(200);
        assertThat(json(probe).path("api").asText()).isEqualTo("0.1");
        assertThat(json(probe).path("text").asText()).startsWith("OctoPrint");
        var sent = upload("api/files/local", "été lamp.gcode", "print", "false", "path", "");
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(json(sent).path("done").asBoolean()).isTrue();
        assertThat(json(sent).path("effectivePrint").asBoolean()).isFalse();
        assertThat(json(sent).at("/files/local/name").asText()).isEqualTo("été lamp.gcode");
        var address = sent.headers().firstValue("Location").orElseThrow();
        var there = send(HttpRequest.newBuilder(URI.create(address)));
        assertThat(json(there).path("size").asInt()).isEqualTo(FILE.length());
        assertThat(room.shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void whatASlicerWantsPrintedWaitsUntilSomebodyHasLooked() {
        var sent = upload("api/files/local", "lamp.gcode", "print", "true", "path", "");
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(json(sent).path("effectivePrint").asBoolean()).isFalse();
        assertThat(printer.told).isEmpty();
        var waiting = room.shelf.waitingFor("printer").get(0);
        var unclear = send(post("api/v1/machines/printer/queue/" + waiting.id() + "/start", "{}"));
        assertThat(unclear.statusCode()).isEqualTo(422);
        var started = send(post("api/v1/machines/printer/queue/" + waiting.id() + "/start", "{\"clear\":true}"));
        assertThat(started.statusCode()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60)).until(() -> printer.told.size() == 1);
        assertThat(room.shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void aMachineSaidToBeClearStartsOneFileOfASlicersAndNoMore() {
        // That it waits is how people find out that they have to say so.
        upload("api/files/local", "lamp.gcode", "print", "true");
        assertThat(send(post("api/v1/machines/printer/clear", "")).statusCode()).isEqualTo(204);
        var first = upload("api/files/local", "lamp.gcode", "print", "true");
        assertThat(json(first).path("effectivePrint").asBoolean()).isTrue();
        await().atMost(Duration.ofSeconds(60)).until(() -> printer.told.size() == 1);
        printer.finishes();
        await().atMost(Duration.ofSeconds(60)).until(() -> !json(send(call("GET", "api/v1/state")))
                .at("/machines/0")
                .has("job"));
        var second = upload("api/files/local", "shade.gcode", "print", "true");
        assertThat(json(second).path("effectivePrint").asBoolean()).isFalse();
        assertThat(printer.told).hasSize(1);
        assertThat(room.shelf.waitingFor("printer")).hasSize(2);
    }

    @Test
    void curaConnectsSendsItsFieldsBehindTheFileAndWatches() {
        assertThat(send(call("GET", "plugin/appkeys/probe")).statusCode()).isEqualTo(204);
        var wish = send(post("plugin/appkeys/request", "{\"app\":\"Cura\"}"));
        assertThat(wish.statusCode()).isEqualTo(201);
        var poll = URI.create(wish.headers().firstValue("Location").orElseThrow());
        assertThat(send(HttpRequest.newBuilder(poll)).statusCode()).isEqualTo(202);
        assertThat(send(call("GET", "live")).body()).contains("Cura asks for a key");
        var id = poll.getPath().substring(poll.getPath().lastIndexOf('/') + 1);
        send(room.form("slicers/wishes/" + id + "/allow", ""));
        var key = json(send(HttpRequest.newBuilder(poll))).path("api_key").asText();
        assertThat(send(HttpRequest.newBuilder(poll)).statusCode()).isEqualTo(404);
        for (var path : List.of("api/settings", "api/printerprofiles", "api/printer", "api/job", "api/connection"))
            assertThat(send(call("GET", path, "X-Api-Key", key)).statusCode())
                    .as(path)
                    .isEqualTo(200);
        var state = json(send(call("GET", "api/printer", "X-Api-Key", key)));
        assertThat(state.at("/state/flags/operational").asBoolean()).isTrue();
        var sent = send(call("POST", "api/files/local", "X-Api-Key", key)
                .setHeader("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(part("path", "") + file("lamp.gcode") + part("select", "true")
                        + part("print", "true") + "--x--\r\n")));
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(room.shelf.waitingFor("printer")).hasSize(1);
        var chosen = json(send(call("GET", "api/job", "X-Api-Key", key)));
        assertThat(chosen.at("/job/file/name").asText()).isEqualTo("Waits: lamp.gcode");
        assertThat(chosen.at("/job/file/path").asText()).isEqualTo("lamp.gcode");
        assertThat(chosen.path("state").asText()).isEqualTo("Operational");
        assertThat(send(post("api/printer/command", "{\"command\":\"M104 S300\"}", "X-Api-Key", key))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(post("api/job", "{\"command\":\"cancel\"}", "X-Api-Key", key))
                        .statusCode())
                .isEqualTo(409);
        assertThat(printer.told).isEmpty();
    }

    @Test
    void moonrakerAndPrusaLinkUploadsArriveToo() {
        assertThat(json(send(call("GET", "server/info")))
                        .at("/result/moonraker_version")
                        .asText())
                .isNotEmpty();
        var moonraker = upload("server/files/upload", "a.gcode", "root", "gcodes", "path", "parts", "print", "true");
        assertThat(json(moonraker).at("/item/path").asText()).isEqualTo("parts/a.gcode");
        assertThat(json(moonraker).path("print_queued").asBoolean()).isTrue();
        var damaged = upload("server/files/upload", "b.gcode", "checksum", "0".repeat(64));
        assertThat(damaged.statusCode()).isEqualTo(422);
        assertThat(room.shelf.file("b.gcode")).isEmpty();
        var storage = send(call("GET", "slicer/printer/api/v1/storage"));
        assertThat(json(storage).at("/storage_list/0/path").asText()).isEqualTo("/local");
        var put = send(call("PUT", "slicer/printer/api/v1/files/local/c%20d.gcode", "Print-After-Upload", "?1")
                .PUT(BodyPublishers.ofString(FILE)));
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(room.shelf.waitingFor("printer"))
                .extracting("fileName")
                .containsExactly("parts/a.gcode", "c d.gcode");
    }

    @Test
    void aBadUploadIsRefusedInWordsAndKeepsNothing() {
        assertThat(send(call("GET", "api/version", "X-Api-Key", "wrong")).statusCode())
                .isEqualTo(403);
        assertThat(upload("api/files/sdcard", "lamp.gcode").statusCode()).isEqualTo(409);
        assertThat(upload("api/files/local", "lamp.bgcode").body()).contains("Binary G-code");
        assertThat(upload("api/files/local", "lamp.exe").statusCode()).isEqualTo(415);
        assertThat(upload("api/files/local", "lamp.gcode", "path", "..\\..").statusCode())
                .isEqualTo(400);
        var cut = send(call("POST", "api/files/local")
                .setHeader("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(file("cut.gcode").substring(0, 120))));
        assertThat(cut.statusCode()).isEqualTo(400);
        var hot = send(call("POST", "api/files/local")
                .setHeader("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(
                        part("print", "true") + file("hot.gcode").replace("G1 X20", "M104 S999") + "--x--\r\n")));
        assertThat(hot.statusCode()).isEqualTo(422);
        assertThat(hot.headers().firstValue("Content-Type"))
                .as("Cura shows the words of a refusal only if they are plain text")
                .contains("text/plain");
        assertThat(hot.body()).startsWith("Line 3: ").doesNotContain("{");
        assertThat(json(send(call("GET", "api/files/local/none.gcode", "Accept", "application/json")))
                        .path("error")
                        .asText())
                .isEqualTo("There is no such file here.");
        assertThat(room.shelf.files()).isEmpty();
        assertThat(room.shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void curaFindsEveryFieldThatItReadsWhetherAJobRunsOrNot() {
        var idle = send(call("GET", "api/job"));
        for (var field : List.of("printTime", "printTimeLeft", "completion"))
            assertThat(json(idle).path("progress").has(field)).as(field).isTrue();
        assertThat(json(idle).at("/job/file").has("name")).isTrue();
        assertThat(send(post("api/v1/machines/printer/clear", "")).statusCode()).isEqualTo(204);
        upload("api/files/local", "lamp.gcode", "print", "true");
        await().atMost(Duration.ofSeconds(60)).until(() -> printer.told.size() == 1);
        var running = send(call("GET", "api/job"));
        assertThat(json(running).at("/job/file/name").asText()).isEqualTo("lamp.gcode");
        assertThat(json(running).at("/progress/printTime").isNumber()).isTrue();
        printer.finishes();
    }

    @Test
    void prusaLinksOwnCallsAreAnsweredAtTheAddressThatThePageShows() {
        assertThat(json(send(call("GET", "api/v1/storage")))
                        .at("/storage_list/0/path")
                        .asText())
                .isEqualTo("/local");
        assertThat(send(call("GET", "api/v1/job")).statusCode()).isEqualTo(204);
        assertThat(send(post("api/v1/machines/printer/clear", "")).statusCode()).isEqualTo(204);
        assertThat(json(send(call("GET", "api/v1/status"))).at("/printer/state").asText())
                .isEqualTo("READY");
        var put = send(call("PUT", "api/v1/files/local/parts/%C3%A9t%C3%A9.gcode", "Print-After-Upload", "?1")
                .PUT(BodyPublishers.ofString(FILE)));
        assertThat(put.statusCode()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60)).until(() -> printer.told.size() == 1);
        var job = json(send(call("GET", "api/v1/job")));
        assertThat(job.at("/file/name").asText()).isEqualTo("parts/été.gcode");
        var number = job.path("id").asText();
        assertThat(send(call("DELETE", "api/v1/job/1")).statusCode()).isEqualTo(404);
        assertThat(send(call("PUT", "api/v1/job/" + number + "/resume")).statusCode())
                .isEqualTo(409);
        assertThat(send(call("GET", "api/v1/files/local/parts/%C3%A9t%C3%A9.gcode"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(call("DELETE", "api/v1/files/local/parts/%C3%A9t%C3%A9.gcode"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(room.shelf.files()).isEmpty();
        assertThat(json(send(call("GET", "api/v1/files"))).path("items").isArray())
                .as("the agent's own calls stay")
                .isTrue();
        printer.finishes();
    }

    @Test
    void aKeyIsAlsoThePasswordOfASlicerThatSignsInByDigest() throws Exception {
        Needs.program("curl", "curl");
        close();
        Password.keep(folder, PASSWORD);
        start(Password.in(folder), printer);
        var key = room.shelf.programs().make("PrusaSlicer", Optional.empty());
        var file = Files.writeString(folder.resolve("lamp.gcode"), FILE);
        assertThat(curl("fab:" + key, "-T", file.toString(), room.address() + "api/v1/files/local/lamp.gcode"))
                .isEqualTo("201");
        assertThat(room.shelf.file("lamp.gcode").orElseThrow().sizeBytes()).isEqualTo(FILE.length());
        assertThat(curl("fab:" + key + "x", room.address() + "api/version")).isEqualTo("401");
        assertThat(curl("ana:" + key, room.address() + "api/version")).isEqualTo("401");
        close();
        // On the agent's own computer no key is needed, and yet the empty upload that asks for the challenge is none.
        start(Optional.empty(), printer);
        var again = room.shelf.programs().make("PrusaSlicer", Optional.empty());
        assertThat(curl(
                        "fab:" + again,
                        "-H",
                        "Overwrite: ?1",
                        "-H",
                        "Print-After-Upload: ?1",
                        "-T",
                        file.toString(),
                        room.address() + "api/v1/files/local/lamp.gcode"))
                .isEqualTo("201");
        assertThat(room.shelf.waitingFor("printer")).hasSize(1);
        assertThat(room.shelf.waitingFor("printer").get(0).sizeBytes()).isEqualTo(FILE.length());
    }

    /** The status with which libcurl, which the slicers use, comes back. */
    private static String curl(String who, String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--digest", "-u", who));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void withoutThePortInHostAsPrusaSlicerOnWindowsSendsItTheAgentAnswersToo() throws Exception {
        var where = room.address();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), where.getPort())) {
            socket.getOutputStream()
                    .write("GET /api/version HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whoEntersHttpsDoesNotWaitForAnAnswerThatNeverComes() throws Exception {
        try (var socket = SSLSocketFactory.getDefault()
                .createSocket(InetAddress.getLoopbackAddress(), room.address().getPort())) {
            socket.setSoTimeout(40_000);
            assertThatThrownBy(((SSLSocket) socket)::startHandshake)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aKeyForOneMachineLeadsThereWithoutNamingItAndNowhereElse() {
        close();
        start(Optional.empty(), printer, new PatientMachine("mill"));
        var key = room.shelf.programs().make("OrcaSlicer", Optional.of("mill"));
        assertThat(send(call("GET", "api/version", "X-Api-Key", key)).statusCode())
                .isEqualTo(200);
        assertThat(send(call("PUT", "api/v1/files/local/lamp.gcode", "X-Api-Key", key, "Print-After-Upload", "?1")
                                .PUT(BodyPublishers.ofString(FILE)))
                        .statusCode())
                .isEqualTo(201);
        assertThat(room.shelf.waitingFor("mill")).hasSize(1);
        assertThat(send(call("GET", "slicer/printer/api/version", "X-Api-Key", key))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(call("GET", "slicers")).body()).contains("for Mill alone");
    }

    @Test
    void withSeveralMachinesTheAddressSaysWhich() throws Exception {
        close();
        start(Optional.empty(), printer, new PatientMachine("mill"));
        assertThat(send(call("GET", "api/version")).body()).contains("several machines", "/slicer/mill is Mill");
        assertThat(send(call("GET", "slicer/lathe/api/version")).body())
                .contains("no machine of that name", "/slicer/mill");
        // The plug-ins open the address in a browser.
        for (var address : List.of("slicer/mill", "slicer/mill/"))
            assertThat(send(call("GET", address)).headers().firstValue("Location"))
                    .contains("/machines/mill");
        assertThat(upload("slicer/mill/api/files/local", "lamp.gcode", "print", "true")
                        .statusCode())
                .isEqualTo(201);
        assertThat(room.shelf.waitingFor("mill")).hasSize(1);
        assertThat(room.shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void theQueueOutlivesARestartAndKeepsItsOrder() throws Exception {
        upload("api/files/local", "first.gcode", "print", "true");
        upload("api/files/local", "second.gcode", "print", "true");
        var second = room.shelf.waitingFor("printer").get(1);
        send(room.form("machines/printer/waiting/" + second.id() + "/up", ""));
        close();
        start(Optional.empty(), printer);
        assertThat(room.shelf.waitingFor("printer"))
                .extracting("fileName")
                .containsExactly("second.gcode", "first.gcode");
        assertThat(send(call("GET", "")).body()).contains("second.gcode", "from a slicer");
        assertThat(printer.told).isEmpty();
    }

    @Test
    void fromOtherComputersAPasswordOrAKeyIsNeeded() throws Exception {
        close();
        Password.keep(folder, PASSWORD);
        start(Password.in(folder), printer);
        assertThat(send(call("GET", "")).body()).contains("type=\"password\"").doesNotContain("Printer");
        assertThat(send(call("GET", "api/v1/state")).statusCode()).isEqualTo(401);
        assertThat(send(post("api/v1/stop", "")).statusCode()).isEqualTo(401);
        assertThat(send(call("GET", "api/version")).statusCode()).isEqualTo(401);
        var key = room.shelf.programs().make("PrusaSlicer", Optional.empty());
        assertThat(send(call("GET", "api/version", "X-Api-Key", key)).statusCode())
                .isEqualTo(200);
        assertThat(send(call("GET", "api/v1/state", "X-Api-Key", key)).statusCode())
                .as("a slicer's key opens nothing else")
                .isEqualTo(401);
        assertThat(send(room.form("sign-in", "password=wrong")).statusCode()).isEqualTo(401);
        var in = send(room.form("sign-in", "password=" + PASSWORD.replace(" ", "+")));
        assertThat(in.statusCode()).isEqualTo(303);
        var cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        assertThat(send(call("GET", "", "Cookie", cookie)).body()).contains("Printer");
        send(call("POST", "sign-out", "Cookie", cookie));
        assertThat(send(call("GET", "", "Cookie", cookie)).body()).doesNotContain("Printer");
        assertThat(Files.readString(folder.resolve("local-password"))).doesNotContain(PASSWORD);
    }

    @Test
    void aProgramWithAKeySeesTheMachinesCameraByItsAddressAlone() throws Exception {
        close();
        Password.keep(folder, PASSWORD);
        room = LocalRoom.of(folder, printer)
                .cameras(new CameraSettings(
                        "eye",
                        "Eye",
                        Optional.of("printer"),
                        Source.parse("lavfi:testsrc"),
                        640,
                        480,
                        1,
                        0,
                        false,
                        Optional.empty(),
                        new CameraSettings.Bed(Region.WHOLE, false),
                        new CameraSettings.Watch(Optional.empty(), false, false, Optional.empty())))
                .password(Password.in(folder))
                .open();
        var programs = room.shelf.programs();
        var key = programs.make("Cura", Optional.empty());
        var settings = json(send(call("GET", "api/settings", "X-Api-Key", key)));
        var address = settings.at("/webcam/streamUrl").asText().substring(1);
        var seen = send(call("HEAD", address)).headers().firstValue("Content-Type");
        assertThat(seen.orElseThrow()).startsWith("multipart/x-mixed-replace");
        var others = List.of(
                address.substring(0, address.indexOf('?')), address + "x", address.replace("/stream", "/picture"));
        for (var other : others)
            assertThat(send(call("HEAD", other))
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow())
                    .as(other)
                    .doesNotStartWith("multipart")
                    .doesNotStartWith("image");
        try (var stream = LocalRoom.http()
                .send(call("GET", address).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            assertThat(stream.read()).isEqualTo('-');
            programs.forget(programs.all().get(0).id());
            assertThat(send(call("HEAD", address))
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow())
                    .as("the key is forgotten")
                    .doesNotStartWith("multipart");
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
                try {
                    stream.transferTo(OutputStream.nullOutputStream());
                } catch (IOException cut) {
                    // The picture that was on its way.
                }
            });
        }
    }

    @Test
    void whoGuessesThePasswordKeepsOnlyTheirOwnAddressOut() throws IOException {
        close();
        Password.keep(folder, PASSWORD);
        start(Password.in(folder), printer);
        var right = "password=" + PASSWORD.replace(" ", "+");
        // Longer than any password: it is wrong without the pains that others take.
        var wrong = "password=" + "x".repeat(201);
        var cookie = signIn(right, "192.0.2.1")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";")[0];
        // As a proxy on this computer says for whom it asks; what came with the request stands before it.
        for (int i = 0; i < Tries.EACH; i++)
            assertThat(signIn(wrong, "198.51.100." + i + ", 203.0.113.7").statusCode())
                    .isEqualTo(401);
        var late = signIn(right, "203.0.113.7");
        assertThat(late.statusCode()).isEqualTo(429);
        var wait = late.headers().firstValue("Retry-After").orElseThrow();
        assertThat(Integer.parseInt(wait)).isBetween(1, 60);
        assertThat(late.body()).contains("Wait " + wait + " s");
        assertThat(signIn(wrong, "192.0.2.77").statusCode()).isEqualTo(401);
        // Strangers with many addresses: who has signed in before still comes in, and who is in stays.
        for (int i = Tries.EACH; i < Tries.ALL; i++) signIn(wrong, "10.1.1." + i);
        assertThat(signIn(right, "10.9.9.9").statusCode()).isEqualTo(429);
        assertThat(signIn(right, "192.0.2.1").statusCode()).isEqualTo(303);
        assertThat(send(post("api/v1/stop", "", "Cookie", cookie)).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> signIn(String form, String from) {
        return send(room.form("sign-in", form).header("X-Forwarded-For", from));
    }

    @Test
    void aWatchedFoldersFilesWaitOnceEachWhenTheyAreWhole() throws IOException {
        var watched = Files.createDirectory(folder.resolve("watched"));
        var eye = new WatchedFolder(watched, "printer", room.shelf, room.files);
        var file = Files.writeString(watched.resolve("lamp.gcode"), "G28\n");
        Files.writeString(watched.resolve("notes.txt"), "no G-code");
        var elsewhere = Files.writeString(folder.resolve("elsewhere"), "what the agent may read, and not everybody");
        Files.createSymbolicLink(watched.resolve("link.gcode"), elsewhere);
        eye.look();
        assertThat(room.shelf.waitingFor("printer"))
                .as("it may still be written")
                .isEmpty();
        Files.writeString(file, FILE);
        eye.look();
        eye.look();
        eye.look();
        assertThat(room.shelf.waitingFor("printer")).extracting("fileName").containsExactly("lamp.gcode");
        assertThat(file).hasContent(FILE);
        new WatchedFolder(watched, "printer", room.shelf, room.files).look();
        assertThat(room.shelf.waitingFor("printer")).hasSize(1);
    }

    private HttpResponse<String> upload(String path, String name, String... fields) {
        var body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) body.append(part(fields[i], fields[i + 1]));
        return send(call("POST", path)
                .setHeader("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(body + file(name) + "--x--\r\n")));
    }

    private static String part(String name, String value) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String file(String name) {
        return "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + FILE + "\r\n";
    }

    private HttpRequest.Builder call(String method, String path, String... headers) {
        var request = room.request(path).method(method, BodyPublishers.noBody());
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpRequest.Builder post(String path, String body, String... headers) {
        return call("POST", path, headers)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}
