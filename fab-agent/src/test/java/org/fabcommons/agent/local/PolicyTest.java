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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.hub.LinkState;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.preflight.Policy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab's policy as people meet it: on the page, in the API, from a slicer, and in the history afterwards. */
class PolicyTest {
    private static final String ASKING = "G28\nM600\nG1 X10 F3000\n";
    private static final String HOT = "G28\nM104 S245\nG1 X10 F3000\n";
    private static final String PASSWORD = "long enough";

    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("printer")
            .under(new Policy(
                    Map.of("M600", Policy.Rule.ASK, "M84", Policy.Rule.FORBIDDEN),
                    new Policy.Ceilings(Optional.of(240.0), Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.of(false),
                    Optional.empty(),
                    List.of("Ana Silva")));
    private final HttpClient http = HttpClient.newHttpClient();
    private Journal journal;
    private JobRunner runner;
    private Shelf shelf;
    private LocalServer server;

    @BeforeEach
    void open() throws IOException {
        Administrators.keep(folder, "Ana Silva", PASSWORD);
        Administrators.keep(folder, "Bo", PASSWORD);
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
                        Map.of("printer", new LocalServer.Named("Printer", false)),
                        LinkState.Alone::new,
                        () -> {},
                        Administrators.in(folder, System::nanoTime)),
                new LocalServer.Works(List.of(machine), runner, journal, files, shelf, InstantSource.system()));
    }

    @AfterEach
    void close() {
        server.close();
        runner.close();
        shelf.close();
        journal.close();
    }

    @Test
    void whatTheLabAsksAboutStartsWithANameThatStaysInTheHistory() {
        upload("change.gcode", ASKING);
        var silent = start("change.gcode", "");
        assertThat(silent.statusCode()).isEqualTo(422);
        assertThat(json(silent).path("type").asText()).endsWith("policy-asks");
        assertThat(json(silent).at("/errors/0/field").asText()).isEqualTo("line 2");
        assertThat(machine.told).isEmpty();
        var said = start("change.gcode", ",\"allowedBy\":\"Zoé <b>\"");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(201);
        var job = json(said).path("id").asText();
        awaitTold("run " + job);
        machine.finishes();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> journal.find(job).orElseThrow().settled());
        assertThat(json(get("api/v1/jobs/" + job)).at("/allowed/by").asText()).isEqualTo("Zoé <b>");
        assertThat(get("history/" + job).body()).contains("Zoé &lt;b&gt;: M600");
        assertThat(get("machines/printer/rules").body()).contains("Zoé &lt;b&gt;", "change.gcode", "M84");
        // Once is once.
        assertThat(start("change.gcode", "").statusCode()).isEqualTo(422);
    }

    @Test
    void aboveTheLabsCeilingOnlyAnAdministratorsWordCounts() {
        upload("hot.gcode", HOT);
        for (var wrong : List.of(
                ",\"allowedBy\":\"Zoé\"",
                ",\"allowedBy\":\"Ana Silva\"",
                ",\"allowedBy\":\"Ana Silva\",\"password\":\"something else\"",
                // Has a password, but the policy does not name them.
                ",\"allowedBy\":\"Bo\",\"password\":\"" + PASSWORD + "\"")) {
            assertThat(start("hot.gcode", wrong).statusCode()).as(wrong).isEqualTo(403);
        }
        assertThat(machine.told).isEmpty();
        var said = start("hot.gcode", ",\"allowedBy\":\"ana silva\",\"password\":\"" + PASSWORD + "\"");
        assertThat(said.statusCode()).as(said.body()).isEqualTo(201);
        awaitTold("run " + json(said).path("id").asText());
        assertThat(journal.permissions()
                        .of(json(said).path("id").asText())
                        .orElseThrow()
                        .administrator())
                .isTrue();
    }

    @Test
    void whatTheProfileOrTheLabForbidsNobodyAllows() {
        var word = ",\"allowedBy\":\"Ana Silva\",\"password\":\"" + PASSWORD + "\"";
        upload("off.gcode", "G28\nM84\n");
        assertThat(json(start("off.gcode", word)).at("/errors/0/message").asText())
                .contains("forbidden by this lab");
        upload("melting.gcode", "G28\nM104 S400\n");
        assertThat(json(start("melting.gcode", word)).path("type").asText()).endsWith("preflight-refused");
        assertThat(machine.told).isEmpty();
    }

    @Test
    void aSlicersFileWaitsForSomebodyWhereNothingMayStartUnattended() {
        assertThat(send(post("api/v1/machines/printer/clear", "")).statusCode()).isEqualTo(409);
        var form = "--b\r\nContent-Disposition: form-data; name=\"print\"\r\n\r\ntrue\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.gcode\"\r\n\r\nG28\n\r\n--b--\r\n";
        var sent = send(request("slicer/printer/api/files/local")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form)));
        assertThat(json(sent).path("effectivePrint").asBoolean(true)).isFalse();
        assertThat(machine.told).isEmpty();
    }

    @Test
    void aPersonIsAskedOnThePageBeforeTheFileStarts() {
        upload("change.gcode", ASKING);
        var waiting = json(send(post("api/v1/machines/printer/queue", "{\"file\":\"change.gcode\"}")));
        var page = "machines/printer/waiting/" + waiting.path("id").asText();
        assertThat(get(page).body()).contains("name=\"allowedBy\"", "M600").doesNotContain("type=\"password\"");
        var nameless = send(form(page, "clear=yes&allowedBy="));
        assertThat(nameless.statusCode()).isEqualTo(422);
        assertThat(nameless.body()).contains("role=\"alert\"");
        assertThat(machine.told).isEmpty();
        assertThat(send(form(page, "clear=yes&allowedBy=" + URLEncoder.encode("Zoé", StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(303);
        await().atMost(Duration.ofSeconds(40)).until(() -> !machine.told.isEmpty());
    }

    private void awaitTold(String what) {
        await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains(what));
    }

    private void upload(String name, String file) {
        assertThat(send(request("api/v1/files?name=" + name).POST(BodyPublishers.ofString(file)))
                        .statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<String> start(String file, String more) {
        return send(post("api/v1/machines/printer/jobs", "{\"file\":\"" + file + "\",\"clear\":true" + more + "}"));
    }

    private HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private HttpRequest.Builder post(String path, String body) {
        return request(path).POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder form(String path, String body) {
        return post(path, body).header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
