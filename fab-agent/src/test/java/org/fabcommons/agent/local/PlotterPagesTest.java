// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.fabcommons.agent.local.LocalRoom.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.fabcommons.agent.job.PatientMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page shows of a plotter's files, and what it does not offer there. */
class PlotterPagesTest {
    private static final String DRAWING = "IN;SP1;PU0,0;PD4019,0;PD4019,4019;PU;SP0;";

    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("plotter", "hp-7475a");
    private LocalRoom room;

    @BeforeEach
    void open() {
        room = LocalRoom.of(folder, machine).open();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void aDrawingIsShownAndNeitherTakenUpNorTried() {
        send("POST", "api/v1/files?name=drawing.plt", DRAWING);
        var job = json(send("POST", "api/v1/machines/plotter/jobs", "{\"file\":\"drawing.plt\",\"clear\":true}"))
                .path("id")
                .asText();
        await().atMost(Duration.ofSeconds(40)).until(() -> !machine.told.isEmpty());
        var outline = json(send("GET", "api/v1/machines/plotter/toolpath", ""));
        assertThat(outline.path("layers")).hasSize(1);
        assertThat(outline.path("layers").get(0).toString()).isEqualTo("[0.0,4,5]");
        assertThat(outline.at("/bounds/2").asDouble()).isBetween(99.9, 100.1);
        var drawn = json(send("GET", "api/v1/machines/plotter/toolpath/layers/0", ""));
        assertThat(drawn.path("works").toString()).isEqualTo("[false,true,true]");
        assertThat(send("GET", "machines/plotter/toolpath", "").body()).contains("<canvas");

        machine.acknowledges(4);
        machine.fails("port-lost");
        await().atMost(Duration.ofSeconds(40)).until(() -> json(send("GET", "api/v1/jobs/" + job, ""))
                .path("state")
                .asText()
                .equals("failed"));
        var refused = send("POST", "api/v1/machines/plotter/from", "{\"job\":\"" + job + "\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("no-take-up", "run the whole file");
        var trial = send("POST", "api/v1/machines/plotter/trials", "{\"file\":\"drawing.plt\",\"clear\":true}");
        assertThat(trial.statusCode()).isEqualTo(422);
        assertThat(trial.body()).contains("no-trial");
        assertThat(send("GET", "machines/plotter/from?job=" + job, "").statusCode())
                .isEqualTo(404);
        assertThat(send("GET", "machines/plotter", "").body())
                .contains("not taken up like that", "/machines/plotter/from/abandon")
                .doesNotContain("/machines/plotter/from?job=");
        assertThat(machine.told).hasSize(1);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return LocalRoom.send(
                room.request(path).header("Accept-Language", "en").method(method, BodyPublishers.ofString(body)));
    }
}
