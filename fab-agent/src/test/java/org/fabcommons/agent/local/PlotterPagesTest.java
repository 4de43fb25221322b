// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import org.fabcommons.link.LinkJson;
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
    private final HttpClient http = HttpClient.newHttpClient();
    private Journal journal;
    private JobRunner runner;
    private Shelf shelf;
    private LocalServer server;

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
                        Map.of("plotter", new LocalServer.Named("Plotter", false)),
                        LinkState.Alone::new,
                        () -> {}),
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
    void aDrawingIsShownAndNeitherTakenUpNorTried() throws IOException {
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
        try {
            return http.send(
                    HttpRequest.newBuilder(server.address().resolve(path))
                            .header("Accept-Language", "en")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return LinkJson.mapper().readTree(answer.body());
    }
}
