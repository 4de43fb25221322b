// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.job.Shelf;
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
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Shelf shelf;
    private FileCache files;
    private LocalServer server;

    @BeforeEach
    void open() throws IOException {
        start(Optional.empty(), List.of(printer));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size(); i-- > 0; ) open.get(i).close();
        open.clear();
    }

    private void start(Optional<Password> password, List<PatientMachine> machines) throws IOException {
        var clock = InstantSource.system();
        var journal = Journal.open(folder, clock);
        open.add(journal);
        shelf = Shelf.open(folder, clock);
        open.add(shelf);
        files = new FileCache(folder.resolve("files"));
        var runner = new JobRunner(machines, journal, files, folder.resolve("marks"), JobRunner.PATIENCE);
        open.add(runner);
        var agent = new LocalServer.Agent(
                "bench",
                "0.1.0",
                Map.of(
                        "printer", new LocalServer.Named("Printer", false),
                        "mill", new LocalServer.Named("Mill", false)),
                LinkState.Alone::new,
                () -> {});
        var where = new InetSocketAddress(
                password.isPresent() ? InetAddress.getByName("0.0.0.0") : InetAddress.getLoopbackAddress(), 0);
        server = LocalServer.start(
                where, password, agent, new LocalServer.Works(machines, runner, journal, files, shelf, clock));
        open.add(server);
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
        assertThat(shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void whatASlicerWantsPrintedWaitsUntilSomebodyHasLooked() {
        var sent = upload("api/files/local", "lamp.gcode", "print", "true", "path", "");
        assertThat(sent.statusCode()).isEqualTo(201);
        assertThat(json(sent).path("effectivePrint").asBoolean()).isFalse();
        assertThat(printer.told).isEmpty();
        var waiting = shelf.waitingFor("printer").get(0);
        var unclear = send(post("api/v1/machines/printer/queue/" + waiting.id() + "/start", "{}"));
        assertThat(unclear.statusCode()).isEqualTo(422);
        var started = send(post("api/v1/machines/printer/queue/" + waiting.id() + "/start", "{\"clear\":true}"));
        assertThat(started.statusCode()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60)).until(() -> printer.told.size() == 1);
        assertThat(shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void aMachineSaidToBeClearStartsOneFileOfASlicersAndNoMore() {
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
        assertThat(shelf.waitingFor("printer")).hasSize(1);
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
        send(form("slicers/wishes/" + id + "/allow", ""));
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
        assertThat(shelf.waitingFor("printer")).hasSize(1);
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
        assertThat(shelf.file("b.gcode")).isEmpty();
        var storage = send(call("GET", "slicer/printer/api/v1/storage"));
        assertThat(json(storage).at("/storage_list/0/path").asText()).isEqualTo("/local");
        var put = send(call("PUT", "slicer/printer/api/v1/files/local/c%20d.gcode", "Print-After-Upload", "?1")
                .PUT(BodyPublishers.ofString(FILE)));
        assertThat(put.statusCode()).isEqualTo(201);
        assertThat(shelf.waitingFor("printer")).extracting("fileName").containsExactly("parts/a.gcode", "c d.gcode");
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
        var wide = send(call("POST", "api/files/local")
                .setHeader("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(
                        part("print", "true") + file("wide.gcode").replace("X20", "X9999") + "--x--\r\n")));
        assertThat(wide.statusCode()).isEqualTo(422);
        assertThat(json(wide).path("error").asText()).contains("line 3");
        assertThat(shelf.files()).isEmpty();
        assertThat(shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void withSeveralMachinesTheAddressSaysWhich() throws Exception {
        close();
        start(Optional.empty(), List.of(printer, new PatientMachine("mill")));
        assertThat(send(call("GET", "api/version")).body()).contains("/slicer/");
        assertThat(upload("slicer/mill/api/files/local", "lamp.gcode", "print", "true")
                        .statusCode())
                .isEqualTo(201);
        assertThat(shelf.waitingFor("mill")).hasSize(1);
        assertThat(shelf.waitingFor("printer")).isEmpty();
    }

    @Test
    void theQueueOutlivesARestartAndKeepsItsOrder() throws Exception {
        upload("api/files/local", "first.gcode", "print", "true");
        upload("api/files/local", "second.gcode", "print", "true");
        var second = shelf.waitingFor("printer").get(1);
        send(form("machines/printer/waiting/" + second.id() + "/up", ""));
        close();
        start(Optional.empty(), List.of(printer));
        assertThat(shelf.waitingFor("printer")).extracting("fileName").containsExactly("second.gcode", "first.gcode");
        assertThat(send(call("GET", "")).body()).contains("second.gcode", "from a slicer");
        assertThat(printer.told).isEmpty();
    }

    @Test
    void fromOtherComputersAPasswordOrAKeyIsNeeded() throws Exception {
        close();
        Password.keep(folder, PASSWORD);
        start(Password.in(folder), List.of(printer));
        assertThat(send(call("GET", "")).body()).contains("type=\"password\"").doesNotContain("Printer");
        assertThat(send(call("GET", "api/v1/state")).statusCode()).isEqualTo(401);
        assertThat(send(post("api/v1/stop", "")).statusCode()).isEqualTo(401);
        assertThat(send(call("GET", "api/version")).statusCode()).isEqualTo(401);
        var key = shelf.newKey("PrusaSlicer");
        assertThat(send(call("GET", "api/version", "X-Api-Key", key)).statusCode())
                .isEqualTo(200);
        assertThat(send(call("GET", "api/v1/state", "X-Api-Key", key)).statusCode())
                .as("a slicer's key opens nothing else")
                .isEqualTo(401);
        assertThat(send(form("sign-in", "password=wrong")).statusCode()).isEqualTo(401);
        var in = send(form("sign-in", "password=" + PASSWORD.replace(" ", "+")));
        assertThat(in.statusCode()).isEqualTo(303);
        var cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        assertThat(send(call("GET", "", "Cookie", cookie)).body()).contains("Printer");
        send(call("POST", "sign-out", "Cookie", cookie));
        assertThat(send(call("GET", "", "Cookie", cookie)).body()).doesNotContain("Printer");
        assertThat(Files.readString(folder.resolve("local-password"))).doesNotContain(PASSWORD);
    }

    @Test
    void aWatchedFoldersFilesWaitOnceEachWhenTheyAreWhole() throws IOException {
        var watched = Files.createDirectory(folder.resolve("watched"));
        var eye = new WatchedFolder(watched, "printer", shelf, files);
        var file = Files.writeString(watched.resolve("lamp.gcode"), "G28\n");
        Files.writeString(watched.resolve("notes.txt"), "no G-code");
        eye.look();
        assertThat(shelf.waitingFor("printer")).as("it may still be written").isEmpty();
        Files.writeString(file, FILE);
        eye.look();
        eye.look();
        eye.look();
        assertThat(shelf.waitingFor("printer")).extracting("fileName").containsExactly("lamp.gcode");
        assertThat(file).hasContent(FILE);
        new WatchedFolder(watched, "printer", shelf, files).look();
        assertThat(shelf.waitingFor("printer")).hasSize(1);
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
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + "/" + path))
                .method(method, BodyPublishers.noBody());
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpRequest.Builder post(String path, String body, String... headers) {
        return call("POST", path, headers)
                .setHeader("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder form(String path, String body) {
        return call("POST", path)
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }
}
