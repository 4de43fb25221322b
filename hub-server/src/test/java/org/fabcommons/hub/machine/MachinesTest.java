// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesTest {
    private static final String[] PAGE = {"Accept", "text/html", "Accept-Language", "en"};
    private static final String[] FRENCH = {"Accept", "text/html", "Accept-Language", "fr"};
    private static final Message.Machine PRINTER = new Message.Machine("printer", "Bench printer", "marlin", true);
    private static final Message.Machine MILL = new Message.Machine("mill", "Mill", "grbl", true);
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static void lab(String handle, String openTo) {
        hub.as("lin").post("/api/v1/labs", Map.of("handle", handle, "name", handle, "openTo", openTo));
    }

    private static String idOf(Hub.Client who, String lab, String key) {
        for (var machine : who.get("/api/v1/machines").json().path("items"))
            if (machine.path("lab").asText().equals(lab)
                    && machine.path("key").asText().equals(key))
                return machine.path("id").asText();
        throw new AssertionError("no machine " + key + " in " + lab);
    }

    private static Telemetry.Machine warm(String key, double nozzle) {
        return new Telemetry.Machine(
                key,
                Telemetry.State.IDLE,
                Optional.empty(),
                Map.of("T0", new Telemetry.Temperature(nozzle, 200), "B", new Telemetry.Temperature(59.5, 60)),
                Map.of("X", 10.0, "Y", 20.0, "Z", 0.2),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aMachineWhoseOwnerWroteItsProfileIsKnownByIt() {
        lab("own-lab", "anyone");
        var written = Map.of(
                "mine",
                new Profiles.Own(
                        "mine.yaml",
                        "id: mine\nextends: marlin\nname: Grandma's printer\nsources: {envelope: measured}\n"
                                + "envelope: {maxX: 123}\n"));
        var whole = Profiles.standard().and(written).whole("mine").orElseThrow();
        var agent = FabAgent.pair(hub, hub.as("lin"), "own-lab", "bench")
                .hello(
                        new Message.Machine("mine", "Mine", "mine", true, Optional.of(whole)),
                        new Message.Machine("odd", "Odd", "odd", true, Optional.of("id: odd\nwires: {}\n")),
                        new Message.Machine("huge", "Huge", "mine", true, Optional.of(whole + " ".repeat(200_000))));
        agent.telemetry(warm("mine", 20), warm("odd", 20), warm("huge", 20));
        assertThat(hub.anyone()
                        .get("/machines/" + idOf(hub.anyone(), "own-lab", "mine"), PAGE)
                        .text())
                .contains("Grandma’s printer".replace("’", "&#39;"), "123");
        for (var key : List.of("odd", "huge"))
            assertThat(hub.anyone()
                            .get("/machines/" + idOf(hub.anyone(), "own-lab", key), PAGE)
                            .status())
                    .isEqualTo(200);
    }

    @Test
    void anAgentsMachinesAppearWithProfileStateAndTemperature() {
        lab("open-lab", "anyone");
        var agent = FabAgent.pair(hub, hub.as("lin"), "open-lab", "bench").hello(PRINTER, MILL);
        var id = idOf(hub.anyone(), "open-lab", "printer");
        assertThat(hub.anyone()
                        .get("/api/v1/machines/" + id)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("offline");
        agent.telemetry(warm("printer", 198.4));
        var machine = hub.anyone().get("/api/v1/machines/" + id).json();
        assertThat(machine.path("state").asText()).isEqualTo("idle");
        assertThat(machine.path("profile").asText()).isEqualTo("marlin");
        assertThat(machine.at("/temperatures/T0/actual").asDouble()).isEqualTo(198.4);
        assertThat(machine.at("/position/Z").asDouble()).isEqualTo(0.2);
        var page = hub.anyone().get("/machines/" + id, PAGE);
        assertThat(page.text()).contains("Bench printer").contains("198.4").contains("target 200 °C");
        assertThat(hub.anyone().get("/labs/open-lab", PAGE).text()).contains("Bench printer");
    }

    @Test
    void whatIsWrongWithAMachineIsSaidInTheReadersLanguage() {
        lab("sore-lab", "anyone");
        var agent = FabAgent.pair(hub, hub.as("lin"), "sore-lab", "bench").hello(MILL);
        var id = idOf(hub.anyone(), "sore-lab", "mill");
        var wrong = Detail.of("alarm-grbl", 3, "reset while moving").and("clear-then-unlock");
        var locked = new Telemetry.Machine(
                "mill",
                Telemetry.State.ALARM,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
        agent.telemetry(locked.saying(Optional.of(wrong)));
        var french = "réinitialisation pendant un mouvement";
        for (var who : List.of(hub.anyone(), hub.as("lin")))
            assertThat(who.get("/machines/" + id, FRENCH).text())
                    .containsOnlyOnce(french)
                    .doesNotContain("reset while moving");
        assertThat(hub.as("lin").get("/machines", FRENCH).text()).contains(french);
        var told = hub.anyone()
                .get("/api/v1/machines/" + id, "Accept-Language", "fr")
                .json();
        assertThat(told.path("detail").asText())
                .isEqualTo("Alarm 3: reset while moving. Make sure that it is clear, then unlock it.");
        assertThat(told.path("detailText").asText()).contains(french);
        assertThat(told.at("/sentences/0/code").asText()).isEqualTo("alarm-grbl");
        assertThat(told.at("/sentences/0/values/0").asText()).isEqualTo("3");

        // An agent of before says it in English alone.
        agent.telemetry(new Telemetry.Machine(
                "mill",
                Telemetry.State.ALARM,
                Optional.of("Alarm 3: it was reset."),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty()));
        assertThat(hub.anyone().get("/machines/" + id, FRENCH).text()).contains("lang=\"en\">Alarm 3: it was reset.");
    }

    @Test
    void aMachinesPageIsLive() {
        lab("live-lab", "anyone");
        var agent = FabAgent.pair(hub, hub.as("lin"), "live-lab", "bench").hello(PRINTER);
        var id = idOf(hub.anyone(), "live-lab", "printer");
        try (var events = FabAgent.Events.open(
                        hub, "/api/v1/machines/" + id + "/events", hub.as("sam").token());
                var all = FabAgent.Events.open(
                        hub, "/api/v1/machines/events", hub.as("sam").token())) {
            assertThat(events.next().data().path("state").asText()).isEqualTo("offline");
            assertThat(all.next().data().path("items").findValuesAsText("id")).contains(id);
            agent.telemetry(warm("printer", 21.5));
            var event = events.next();
            assertThat(event.name()).isEqualTo("machine");
            assertThat(event.data().at("/temperatures/T0/actual").asDouble()).isEqualTo(21.5);
            assertThat(all.next().name()).isEqualTo("machines");
        }
    }

    @Test
    void aMachineOfMembersOnlyIsHiddenFromOthers() {
        lab("closed-lab", "members");
        FabAgent.pair(hub, hub.as("lin"), "closed-lab", "bench").hello(PRINTER);
        var id = idOf(hub.as("lin"), "closed-lab", "printer");
        assertThat(hub.as("sam").get("/api/v1/machines/" + id).status()).isEqualTo(404);
        assertThat(hub.as("sam").get("/machines/" + id, PAGE).status()).isEqualTo(404);
        assertThat(hub.as("sam").get("/api/v1/machines").text()).doesNotContain(id);
    }

    @Test
    void membersStopAMachineAndTheAgentHearsItAtOnce() {
        lab("stop-lab", "anyone");
        var lin = hub.as("lin");
        var agent = FabAgent.pair(hub, lin, "stop-lab", "bench").hello(PRINTER);
        var id = idOf(lin, "stop-lab", "printer");
        try (var commands = agent.commands()) {
            assertThat(hub.as("sam")
                            .post("/api/v1/machines/" + id + "/stop", Map.of())
                            .status())
                    .isEqualTo(403);
            assertThat(lin.post("/api/v1/machines/" + id + "/stop", Map.of()).status())
                    .isEqualTo(204);
            var event = commands.next();
            assertThat(event.name()).isEqualTo("emergencyStop");
            assertThat(event.data().path("machine").asText()).isEqualTo("printer");
            assertThat(event.id()).isEqualTo("1");
        }
        // A stop that was heard is not repeated: it would stop what was started since.
        try (var commands = agent.commands("Last-Event-ID", "1")) {
            lin.post("/api/v1/machines/" + id + "/stop", Map.of());
            assertThat(commands.next().id()).isEqualTo("2");
        }
    }

    @Test
    void anAgentPairedAnewTakesItsMachinesOver() {
        lab("again-lab", "anyone");
        var lin = hub.as("lin");
        FabAgent.pair(hub, lin, "again-lab", "old").hello(PRINTER, MILL);
        var id = idOf(lin, "again-lab", "printer");
        var page = lin.get("/labs/again-lab", PAGE).text();
        lin.delete("/api/v1/agents/" + page.replaceAll("(?s).*/agents/([a-z2-7]+)/revoke.*", "$1"));
        FabAgent.pair(hub, lin, "again-lab", "new").hello(PRINTER);
        assertThat(idOf(lin, "again-lab", "printer")).isEqualTo(id);
    }

    @Test
    void aMachineRegisteredByHandWaitsForItsAgent() {
        lab("hand-lab", "anyone");
        var lin = hub.as("lin");
        var wrong = lin.post("/api/v1/machines", Map.of("lab", "hand-lab", "name", "", "profile", "nonsense"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().path("errors").findValuesAsText("field")).containsExactly("name", "profile");
        var made = lin.post("/api/v1/machines", Map.of("lab", "hand-lab", "name", "Printer", "profile", "marlin"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("state").asText()).isEqualTo("offline");
        FabAgent.pair(hub, lin, "hand-lab", "bench").hello(PRINTER);
        var id = made.json().path("id").asText();
        assertThat(lin.get("/api/v1/machines/" + id).json().path("name").asText())
                .isEqualTo("Bench printer");
        assertThat(hub.as("sam")
                        .post("/api/v1/machines", Map.of("lab", "hand-lab", "name", "X", "profile", "marlin"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void unreadableTelemetryIsToldAndChangesNothing() {
        lab("odd-lab", "anyone");
        var agent = FabAgent.pair(hub, hub.as("lin"), "odd-lab", "bench").hello(PRINTER);
        var answer = agent.client().post("/agent/v1/telemetry", Map.of("atMillis", 1, "machines", List.of("x")));
        assertThat(answer.status()).isEqualTo(422);
    }
}
