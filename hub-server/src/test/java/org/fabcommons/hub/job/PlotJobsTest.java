// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for plotters, cutters and Roland's mills go the same way as G-code. */
class PlotJobsTest {
    private static final String DRAWING = "IN;SP1;PU0,0;PD4000,0,4000,4000,0,4000,0,0;PU;SP0;";
    private static final String RELIEF = "^IN;!MC1;V5;Z0,0,200;Z0,0,-100;Z800,0,-100;Z800,0,200;!MC0;";
    private static Hub hub;
    private static Hub.Client lin;
    private static FabAgent agent;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        lin = hub.as("lin");
        lin.post("/api/v1/labs", Map.of("handle", "shed", "name", "Shed", "openTo", "anyone"));
        agent = FabAgent.pair(hub, lin, "shed", "bench")
                .hello(
                        new Message.Machine("plotter", "Plotter", "hp-7475a", true),
                        new Message.Machine("mill", "Mill", "roland-mdx-20", true));
        lin.post(
                "/api/v1/designs",
                Map.of("name", "sign", "title", "Sign", "summary", "s", "licence", "CC0-1.0", "tags", List.of()));
        lin.publish(
                "lin/sign",
                "drawings",
                Map.of(
                        "drawing.plt", DRAWING.getBytes(StandardCharsets.US_ASCII),
                        "wide.plt", "IN;SP1;PU0,0;PD30000,0;PU;".getBytes(StandardCharsets.US_ASCII),
                        "relief.rml", RELIEF.getBytes(StandardCharsets.US_ASCII)));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static String machine(String name) {
        for (var machine : lin.get("/api/v1/machines").json().path("items"))
            if (machine.path("name").asText().equals(name))
                return machine.path("id").asText();
        throw new AssertionError("no machine " + name);
    }

    private static Hub.Answer ask(String machine, String path) {
        return lin.post("/api/v1/jobs", Map.of("machine", machine(machine), "design", "lin/sign", "path", path));
    }

    private static void reachesTheAgent(String machine, String key, String path, String content) {
        var asked = ask(machine, path);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        assertThat(asked.json().at("/toolpath/estimateSeconds").asDouble()).isGreaterThan(0);
        agent.telemetry(new Telemetry.Machine(
                key, Telemetry.State.IDLE, Optional.empty(), Map.of(), Map.of(), Optional.empty(), Optional.empty()));
        try (var commands = agent.commands()) {
            var confirmed = lin.post("/api/v1/jobs/" + asked.json().path("id").asText() + "/confirm", Map.of());
            assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
            var run = commands.next();
            while (!run.data().path("fileName").asText().equals(path)) run = commands.next();
            assertThat(run.name()).isEqualTo("run");
            var file = agent.client()
                    .get("/agent/v1/files/" + run.data().path("sha256").asText());
            assertThat(file.text()).isEqualTo(content);
        }
    }

    @Test
    void aDrawingAndAReliefPassTheCheckAndReachTheAgent() {
        reachesTheAgent("Plotter", "plotter", "drawing.plt", DRAWING);
        reachesTheAgent("Mill", "mill", "relief.rml", RELIEF);
        // Its design says what it is, once it has been looked at.
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(lin.get("/@lin/sign", "Accept", "text/html", "Accept-Language", "en")
                                .text())
                        .contains("RML toolpath for a mill", ">RML</span>"));
    }

    @Test
    void whatIsTooWideIsRefusedWithItsInstruction() {
        var refused = ask("Plotter", "wide.plt");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("line 4");
    }
}
