// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is next on a machine, and machines that are out of service. */
class QueueTest {
    private static final String GCODE = "G28\nG90\nG1 X10 Y10 Z5 F3000\nG1 X60 Y10 F1500\n";
    private static final String[] PAGE = {"Accept", "text/html", "Accept-Language", "en"};
    private static final AtomicInteger LABS = new AtomicInteger();

    private static Hub hub;
    private static Hub.Client lin;
    private static Hub.Client sam;
    private static Hub.Client eve;

    private FabAgent agent;
    private String printer;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
        lin = hub.as("lin");
        sam = hub.as("sam");
        eve = hub.as("eve");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void aLabWithAnIdlePrinter() {
        var lab = "queue-" + LABS.incrementAndGet();
        lin.post("/api/v1/labs", Map.of("handle", lab, "name", lab, "openTo", "anyone"));
        agent = FabAgent.pair(hub, lin, lab, "bench").hello(new Message.Machine("printer", lab, "marlin", true));
        for (var machine : lin.get("/api/v1/machines").json().path("items"))
            if (machine.path("lab").asText().equals(lab))
                printer = machine.path("id").asText();
        agent.telemetry(new Telemetry.Machine(
                "printer",
                Telemetry.State.IDLE,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty()));
    }

    private String ask(Hub.Client who, String name) {
        var asked = JobLab.upload(who, printer, name, GCODE);
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        return asked.json().path("id").asText();
    }

    /** The files in the order in which their jobs wait. */
    private List<String> queue() {
        List<String> names = new ArrayList<>();
        for (int place = 0; place < 20; place++)
            for (var job : lin.get("/api/v1/jobs?state=queued&machine=" + printer)
                    .json()
                    .path("items")) {
                var one = lin.get("/api/v1/jobs/" + job.path("id").asText()).json();
                if (one.path("waitsFor").asInt() == place)
                    names.add(one.at("/file/name").asText().replace(".gcode", ""));
            }
        return names;
    }

    private static Hub.Answer move(Hub.Client who, String job, String to) {
        return who.post("/api/v1/jobs/" + job + "/move", Map.of("to", to));
    }

    @Test
    void peopleTakeTurns() {
        for (var name : List.of("s1", "s2", "s3")) ask(sam, name + ".gcode");
        ask(eve, "e1.gcode");
        ask(lin, "l1.gcode");
        ask(eve, "e2.gcode");
        assertThat(queue()).containsExactly("s1", "e1", "l1", "s2", "e2", "s3");
    }

    @Test
    void aJobOnTheMachineIsItsRequestersFirst() {
        var running = ask(sam, "running.gcode");
        assertThat(lin.post("/api/v1/jobs/" + running + "/confirm", Map.of()).status())
                .isEqualTo(200);
        agent.tell(agent.moved(running, 1, JobState.ACCEPTED, Message.Progress.NONE));
        ask(sam, "s2.gcode");
        ask(eve, "e1.gcode");
        assertThat(queue()).containsExactly("e1", "s2");
    }

    @Test
    void anOperatorMovesAJobAndTheHistorySaysSo() {
        for (var name : List.of("a", "b", "c")) ask(sam, name + ".gcode");
        var last = ask(sam, "d.gcode");
        assertThat(move(sam, last, "first").status()).isEqualTo(403);
        assertThat(move(lin, last, "sideways").status()).isEqualTo(422);
        assertThat(move(lin, last, "first").status()).isEqualTo(200);
        assertThat(queue()).containsExactly("d", "a", "b", "c");
        move(lin, last, "down");
        move(lin, last, "last");
        move(lin, last, "up");
        assertThat(queue()).containsExactly("a", "b", "d", "c");
        assertThat(lin.get("/api/v1/jobs/" + last).text()).contains("Moved in the queue, to number");
        // It stays there, whoever comes next.
        ask(eve, "e.gcode");
        assertThat(queue()).containsExactly("a", "e", "b", "d", "c");
        assertThat(lin.get("/machines/" + printer, PAGE).text())
                .contains("Move d.gcode of sam up", "People take turns");
        assertThat(sam.get("/machines/" + printer, PAGE).text()).doesNotContain("Move d.gcode");
        assertThat(lin.form("/jobs/" + last + "/move", "to=first", PAGE).header("Location"))
                .endsWith("/machines/" + printer + "#queue");
        assertThat(queue().get(0)).isEqualTo("d");
    }

    @Test
    void nothingStartsOnAMachineThatIsOutOfService() {
        var waiting = ask(sam, "waiting.gcode");
        var service = "/api/v1/machines/" + printer + "/service";
        assertThat(sam.put(service, Map.of("inService", false, "reason", "Mine"))
                        .status())
                .isEqualTo(403);
        assertThat(lin.put(service, Map.of("inService", false)).status()).isEqualTo(422);
        assertThat(lin.put(service, Map.of("inService", false, "reason", "New nozzle"))
                        .status())
                .isEqualTo(204);
        var refused = JobLab.upload(eve, printer, "more.gcode", GCODE);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("out of service: New nozzle");
        assertThat(lin.post("/api/v1/jobs/" + waiting + "/confirm", Map.of())
                        .json()
                        .path("type")
                        .asText())
                .isEqualTo("/problems/machine-out");
        assertThat(lin.get("/api/v1/machines/" + printer)
                        .json()
                        .at("/outOfService/reason")
                        .asText())
                .isEqualTo("New nozzle");
        try (var events = FabAgent.Events.open(hub, "/api/v1/machines/" + printer + "/events", lin.token())) {
            var machine = events.next().data();
            assertThat(machine.at("/outOfService/by").asText()).isEqualTo("lin");
            assertThat(machine.path("waiting").asInt()).isEqualTo(1);
        }
        assertThat(lin.get("/machines", PAGE).text()).contains("Out of service: New nozzle", "One job in its queue");
        assertThat(lin.get("/api/v1/needs").text()).doesNotContain(waiting);
        assertThat(sam.get("/jobs/" + waiting, PAGE).text()).contains("New nozzle");
        assertThat(lin.form("/machines/" + printer + "/service", "inService=yes", PAGE)
                        .status())
                .isEqualTo(303);
        assertThat(lin.get("/api/v1/needs").text()).contains(waiting);
        assertThat(lin.post("/api/v1/jobs/" + waiting + "/confirm", Map.of()).status())
                .isEqualTo(200);
    }

    @Test
    void anOperatorGivesAJobToAnotherMachineOnWhichItFits() {
        var lab = lin.get("/api/v1/machines/" + printer).json().path("lab").asText();
        var large = lin.post("/api/v1/machines", Map.of("lab", lab, "name", "Large", "profile", "creality-cr-10"))
                .json()
                .path("id")
                .asText();
        var mill = lin.post("/api/v1/machines", Map.of("lab", lab, "name", "Mill", "profile", "grbl"))
                .json()
                .path("id")
                .asText();
        var job = ask(sam, "part.gcode");
        var way = "/api/v1/jobs/" + job + "/machine";
        assertThat(lin.get("/jobs/" + job, PAGE).text())
                .contains("<option value=\"" + large + "\">Large</option>")
                .doesNotContain("value=\"" + mill + "\"");
        assertThat(sam.get("/jobs/" + job, PAGE).text()).doesNotContain("On another machine");
        assertThat(sam.post(way, Map.of("machine", large)).status()).isEqualTo(403);
        assertThat(lin.post(way, Map.of("machine", mill)).status()).isEqualTo(422);
        var moved = lin.post(way, Map.of("machine", large));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.json().at("/machine/name").asText()).isEqualTo("Large");
        assertThat(moved.json().path("waitsFor").asInt()).isZero();
        assertThat(moved.text()).contains("Given to another machine:", "→ Large");
        assertThat(queue()).isEmpty();
        assertThat(lin.form("/jobs/" + job + "/machine", "machine=" + printer, PAGE)
                        .status())
                .isEqualTo(303);
        assertThat(queue()).containsExactly("part");
    }
}
