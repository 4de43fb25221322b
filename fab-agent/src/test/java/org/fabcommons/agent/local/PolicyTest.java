// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.json;
import static org.fabcommons.agent.local.LocalRoom.send;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.job.PatientMachine;
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
                    List.of("Ana Silva", "Cleo")));
    private LocalRoom room;

    @BeforeEach
    void open() throws IOException {
        Administrators.keep(folder, "Ana Silva", PASSWORD);
        Administrators.keep(folder, "Bo", PASSWORD);
        Administrators.keep(folder, "Cleo", PASSWORD);
        room = LocalRoom.of(folder, machine)
                .administrators(Administrators.in(folder, InstantSource.fixed(Instant.EPOCH)))
                .open();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void whatTheLabAsksAboutStartsWithANameThatStaysInTheHistory() {
        room.upload("change.gcode", ASKING);
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
                .until(() -> room.journal.find(job).orElseThrow().settled());
        assertThat(json(room.get("api/v1/jobs/" + job)).at("/allowed/by").asText())
                .isEqualTo("Zoé <b>");
        assertThat(room.get("history/" + job).body()).contains("Zoé &lt;b&gt; (name typed here): M600");
        assertThat(room.get("machines/printer/rules").body()).contains("Zoé &lt;b&gt;", "change.gcode", "M84");
        // Once is once.
        assertThat(start("change.gcode", "").statusCode()).isEqualTo(422);
    }

    @Test
    void aboveTheLabsCeilingOnlyAnAdministratorsWordCounts() {
        room.upload("hot.gcode", HOT);
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
        assertThat(room.journal
                        .permissions()
                        .of(json(said).path("id").asText())
                        .orElseThrow()
                        .administrator())
                .isTrue();
    }

    @Test
    void whoeverGuessesAtOneAdministratorsPasswordKeepsNoOtherOut() {
        room.upload("hot.gcode", HOT);
        for (int i = 0; i < 11; i++)
            assertThat(start("hot.gcode", ",\"allowedBy\":\"Ana Silva\",\"password\":\"guess " + i + "\"")
                            .statusCode())
                    .isEqualTo(403);
        var word = ",\"allowedBy\":\"%s\",\"password\":\"" + PASSWORD + "\"";
        assertThat(start("hot.gcode", String.format(word, "Ana Silva")).statusCode())
                .isEqualTo(403);
        assertThat(start("hot.gcode", String.format(word, "Cleo")).statusCode()).isEqualTo(201);
    }

    @Test
    void whatTheProfileOrTheLabForbidsNobodyAllows() {
        var word = ",\"allowedBy\":\"Ana Silva\",\"password\":\"" + PASSWORD + "\"";
        room.upload("off.gcode", "G28\nM84\n");
        assertThat(json(start("off.gcode", word)).at("/errors/0/message").asText())
                .contains("forbidden by this lab");
        room.upload("melting.gcode", "G28\nM104 S400\n");
        assertThat(json(start("melting.gcode", word)).path("type").asText()).endsWith("preflight-refused");
        assertThat(machine.told).isEmpty();
    }

    @Test
    void aSlicersFileWaitsForSomebodyWhereNothingMayStartUnattended() {
        assertThat(send(room.post("api/v1/machines/printer/clear", "")).statusCode())
                .isEqualTo(409);
        var form = "--b\r\nContent-Disposition: form-data; name=\"print\"\r\n\r\ntrue\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.gcode\"\r\n\r\nG28\n\r\n--b--\r\n";
        var sent = send(room.request("slicer/printer/api/files/local")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form)));
        assertThat(json(sent).path("effectivePrint").asBoolean(true)).isFalse();
        assertThat(machine.told).isEmpty();
    }

    @Test
    void aPersonIsAskedOnThePageBeforeTheFileStarts() {
        room.upload("change.gcode", ASKING);
        var waiting = json(send(room.post("api/v1/machines/printer/queue", "{\"file\":\"change.gcode\"}")));
        var page = "machines/printer/waiting/" + waiting.path("id").asText();
        assertThat(room.get(page).body()).contains("name=\"allowedBy\"", "M600").doesNotContain("type=\"password\"");
        var nameless = send(room.form(page, "clear=yes&allowedBy="));
        assertThat(nameless.statusCode()).isEqualTo(422);
        assertThat(nameless.body()).contains("role=\"alert\"");
        assertThat(machine.told).isEmpty();
        assertThat(send(room.form(page, "clear=yes&allowedBy=" + URLEncoder.encode("Zoé", StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(303);
        await().atMost(Duration.ofSeconds(40)).until(() -> !machine.told.isEmpty());
    }

    private void awaitTold(String what) {
        await().atMost(Duration.ofSeconds(40)).until(() -> machine.told.contains(what));
    }

    private HttpResponse<String> start(String name, String more) {
        return room.start("printer", name, more);
    }
}
