// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.agent.camera.CameraSettings;
import org.fabcommons.agent.camera.FilmSet;
import org.fabcommons.agent.camera.FilmSet.View;
import org.fabcommons.agent.camera.Region;
import org.fabcommons.agent.camera.Source;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.machine.Question;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.preflight.Policy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real hub, an agent with a camera, and a lab with rules: who may say there what starts beside the machine. */
class LabAtTheHubTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final PatientMachine MACHINE = new PatientMachine("printer")
            .under(new Policy(
                    Map.of("M600", Policy.Rule.ASK),
                    new Policy.Ceilings(Optional.of(240.0), Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of("max"),
                    Optional.of(true)));
    private static FilmSet set;
    private static Hub hub;
    private static Hub.Client lin;
    private static Hub.Client max;
    private static LocalRoom room;
    private static String machine;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        set = new FilmSet(0);
        // A demo hub lets agents ask each second.
        hub = Hub.start(Files.createDirectory(folder.resolve("h")), "demo: true");
        lin = hub.as("lin");
        max = hub.as("max");
        lin.post("/api/v1/labs", Map.of("handle", "garage", "name", "Garage", "openTo", "members"));
        lin.put("/api/v1/labs/garage/members/max", Map.of("role", "manager"));
        lin.post(
                "/api/v1/designs",
                Map.of("name", "lamp", "title", "Lamp", "summary", "s", "licence", "CC0-1.0", "tags", List.of()));
        lin.publish(
                "lin/lamp",
                "one",
                Map.of(
                        "plain.gcode", bytes("G28\nG1 X10 F3000\n"),
                        "change.gcode", bytes("G28\nM600\nG1 X10 F3000\n"),
                        "hot.gcode", bytes("G28\nM104 S250\nG1 X10 F3000\n")));
        room = LocalRoom.of(folder, MACHINE)
                .linkedTo(hub)
                .cameras(new CameraSettings(
                        "eye",
                        "Eye",
                        Optional.of("printer"),
                        Source.parse(set.address()),
                        640,
                        480,
                        5,
                        0,
                        false,
                        Optional.empty(),
                        new CameraSettings.Bed(new Region(0.15, 0.2, 0.7, 0.72), true),
                        new CameraSettings.Watch(Optional.empty(), false, false, Optional.empty())))
                .open();
        room.pair(lin, Map.of("lab", "garage"));
        await().atMost(PATIENCE).until(() -> lin.get("/api/v1/machines")
                .json()
                .at("/items/0/state")
                .asText()
                .equals("idle"));
        machine = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
    }

    @AfterAll
    static void close() {
        room.close();
        hub.close();
        set.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String ask(String file) {
        var answer = lin.post("/api/v1/jobs", Map.of("machine", machine, "design", "lin/lamp", "path", file));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    private static void confirm(String job) {
        // The hub hears twice a second that the machine is free again.
        await().atMost(PATIENCE)
                .until(() ->
                        lin.post("/api/v1/jobs/" + job + "/confirm", Map.of()).status() == 200);
    }

    private static JsonNode job(String job) {
        return lin.get("/api/v1/jobs/" + job).json();
    }

    private static void awaitState(String job, String state) {
        await(state)
                .atMost(PATIENCE)
                .until(() -> job(job).path("state").asText().equals(state));
    }

    private static Hub.Answer decide(Hub.Client who, String job, String what, String why) {
        return who.post("/api/v1/jobs/" + job + "/question/" + what, Map.of("why", why));
    }

    /** Brings a job to the machine and back with the lab's question. */
    private static String asked(String file) {
        var job = ask(file);
        confirm(job);
        await("the question").atMost(PATIENCE).until(() -> job(job).has("question"));
        assertThat(MACHINE.told).doesNotContain("run " + job);
        return job;
    }

    @Test
    void whatTheLabAsksIsAnsweredAtTheHubAndWhoSaidSoIsKnownOnBothSides() {
        var job = asked("change.gcode");
        assertThat(room.page("machines/printer")).contains("change.gcode was not begun");
        assertThat(decide(lin, job, "allow", "").status()).isEqualTo(200);
        confirm(job);
        awaitState(job, "running");
        MACHINE.finishes();
        awaitState(job, "finished");
        var word = room.journal.permissions().of(job).orElseThrow();
        assertThat(word.hub()).contains(hub.address().getAuthority());
        assertThat(word.person()).contains("@lin");
        assertThat(room.page("history/" + job))
                .contains("@lin", "signed in at " + word.hub().get());
        assertThat(room.read("api/v1/jobs/" + job).at("/allowed/hub").asText())
                .isEqualTo(word.hub().get());
        assertThat(job(job).path("events").findValuesAsText("reason"))
                .contains("policy-asks", "policy-allowed-here", "policy-allowed");

        // Once is once, and a limit is for those whom the policy names.
        var hot = asked("hot.gcode");
        assertThat(decide(lin, hot, "allow", "").status()).isEqualTo(403);
        assertThat(decide(max, hot, "allow", "").status()).isEqualTo(200);
        lin.post("/api/v1/jobs/" + hot + "/cancel", Map.of());
        await("the agent no longer asks").atMost(PATIENCE).until(() -> here(hot) == JobState.CANCELLED);
        var again = asked("change.gcode");
        assertThat(decide(max, again, "refuse", "Not today").status()).isEqualTo(200);
        await("the agent no longer asks").atMost(PATIENCE).until(() -> here(again) == JobState.CANCELLED);
        assertThat(room.page("history/" + again)).contains("@max", "Not today");
        assertThat(room.page("machines/printer")).doesNotContain("was not begun");
    }

    @Test
    void whatTheMachineAsksIsAnsweredAtTheHubOnceAndForThatQuestionAlone() throws IOException {
        var job = ask("plain.gcode");
        confirm(job);
        awaitState(job, "running");
        MACHINE.asks(
                new Question(Question.Kind.PROMPT, "Is the glue on?", Optional.empty(), List.of("Yes <b>", "Not yet")));
        await().atMost(PATIENCE).until(() -> now(lin).has("answer"));
        assertThat(now(lin).at("/answer/choices/0").asText()).isEqualTo("Yes <b>");
        assertThat(lin.get("/jobs/" + job, "Accept", "text/html", "Accept-Language", "en")
                        .text())
                .contains("Is the glue on?", "Yes &lt;b&gt;</button>", "Not yet</button>");
        // Who does not look after the lab is told where it is answered.
        assertThat(now(hub.as("zoe")).has("answer")).isFalse();
        var question = now(lin).at("/answer/question").asText();
        assertThat(answer(hub.as("zoe"), question, 1)).isIn(403, 404);
        assertThat(answer(lin, "another-1", 1)).isEqualTo(409);
        assertThat(answer(lin, question, 7)).isEqualTo(422);
        // To go on is no answer.
        lin.post("/api/v1/jobs/" + job + "/resume", Map.of());
        assertThat(answer(max, question, 1)).isEqualTo(204);
        assertThat(answer(lin, question, 0)).isEqualTo(409);
        await().atMost(PATIENCE).until(() -> MACHINE.told.contains("answer 1"));
        assertThat(MACHINE.told).doesNotContain("answer 0", "resume");
        await().atMost(PATIENCE).until(() -> room.shelf.handbook().actions("printer", 5).stream()
                .anyMatch(one -> one.who().contains("(@max), signed in at")
                        && one.detail().equals("The machine asks: \"Is the glue on?\" Answered: \"Not yet\".")));
        assertThat(job(job).path("events").toString())
                .contains("answered-here", "Is the glue on?", "Not yet", "\"actorName\":\"max\"");
        MACHINE.finishes();
        awaitState(job, "finished");
    }

    @Test
    void whatIsOutOfServiceAtTheHubStartsNothingHereEither() throws IOException {
        var service = "/api/v1/machines/" + machine + "/service";
        assertThat(lin.put(service, Map.of("inService", false, "reason", "New <nozzle>"))
                        .status())
                .isEqualTo(204);
        await().atMost(PATIENCE).until(() -> room.page("machines/printer").contains("New &lt;nozzle&gt;"));
        var file = room.upload("plain.gcode", "G28\nG1 X10 F3000\n");
        var refused = room.start("printer", file, "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("machine-out-of-service", "New <nozzle>", "@lin");
        var queued = LocalRoom.json(
                LocalRoom.send(room.post("api/v1/machines/printer/queue", "{\"file\":\"plain.gcode\"}")));
        var waits = "machines/printer/waiting/" + queued.path("id").asText();
        assertThat(room.page(waits)).contains("out of service").doesNotContain("name=\"clear\"");
        // Whoever stands beside it knows better; the hub's own jobs wait all the same.
        LocalRoom.send(room.post("api/v1/machines/printer/in-service", "{}"));
        assertThat(room.page(waits)).contains("name=\"clear\"");
        await().atMost(PATIENCE)
                .until(() -> now(lin).at("/sentences/0/code").asText().equals("used-all-the-same"));
        assertThat(lin.post("/api/v1/jobs", Map.of("machine", machine, "design", "lin/lamp", "path", "plain.gcode"))
                        .status())
                .isEqualTo(409);
        // It is told again when it changes, and put back when it is put back there.
        lin.put(service, Map.of("inService", false, "reason", "Still"));
        await().atMost(PATIENCE).until(() -> room.page("machines/printer").contains("Still"));
        lin.put(service, Map.of("inService", true));
        await().atMost(PATIENCE).until(() -> room.page(waits).contains("name=\"clear\""));
        await().atMost(PATIENCE).until(() -> !now(lin).has("sentences"));
        LocalRoom.send(room.request(
                        "api/v1/machines/printer/queue/" + queued.path("id").asText())
                .DELETE());
    }

    private static JsonNode now(Hub.Client who) {
        return who.get("/api/v1/machines/" + machine).json();
    }

    private static int answer(Hub.Client who, String question, int choice) {
        return who.post("/api/v1/machines/" + machine + "/answer", Map.of("question", question, "choice", choice))
                .status();
    }

    private static JobState here(String job) {
        return room.journal.find(job).orElseThrow().state();
    }

    @Test
    void theHubsQueueGoesOnWhereTheCameraSeesTheMachineClearAndAManagerLetsIt() {
        // Somebody looks all the time, so that no picture waits for the camera to start.
        try (var looking = room.cameras.find("eye").orElseThrow().need(1)) {
            assertThat(LocalRoom.send(room.post("cameras/eye/references", "")).statusCode())
                    .isEqualTo(303);
            var first = ask("plain.gcode");
            var second = ask("plain.gcode");
            var third = ask("plain.gcode");
            confirm(first);
            awaitState(first, "running");
            lin.put("/api/v1/machines/" + machine + "/going-on", Map.of("goesOn", true));
            MACHINE.finishes();
            awaitState(second, "running");
            assertThat(job(second).path("events").toString())
                    .contains("seen-clear", "Eye: ", "\"actor\":\"agent\",\"actorName\":\"bench\"");
            await("the picture is kept")
                    .atMost(PATIENCE)
                    .until(() -> room.cameras.album().clearedByCamera(second).orElse(0.0) > 0.85);
            // The second part lies there.
            set.view = View.EMPTY.part(40);
            MACHINE.finishes();
            await().atMost(PATIENCE)
                    .until(() -> job(third).path("events").toString().contains("seen-different"));
            assertThat(job(third).path("state").asText()).isEqualTo("queued");
            assertThat(lin.get("/jobs/" + third, "Accept", "text/html", "Accept-Language", "en")
                            .text())
                    .contains("does not see the machine clear");
            lin.post("/api/v1/jobs/" + third + "/cancel", Map.of());
        } finally {
            set.view = View.EMPTY;
        }
    }
}
