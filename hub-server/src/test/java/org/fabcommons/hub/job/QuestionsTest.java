// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.BedSeen;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lab's policy asks about a job, and a queue that goes on by itself, as the hub decides about them. */
class QuestionsTest {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(Instant.parse("2026-11-27T08:00:00Z"));
    private static final String FILE = "G28\nG90\nM600\nG1 X10 Y10 Z0.2 F3000\n";
    private static Hub hub;
    private static Hub.Client ana;
    private static Hub.Client bo;
    private static FabAgent agent;
    private static String printer;

    @BeforeAll
    static void open(@TempDir Path data) {
        hub = Hub.start((InstantSource) NOW::get, data);
        ana = hub.as("ana");
        bo = hub.as("bo");
        ana.post("/api/v1/labs", Map.of("handle", "garage", "name", "Garage", "openTo", "anyone"));
        for (var member : Map.of("bo", "operator", "cy", "member").entrySet()) {
            hub.as(member.getKey());
            var put = ana.put("/api/v1/labs/garage/members/" + member.getKey(), Map.of("role", member.getValue()));
            assertThat(put.status()).as(put.text()).isLessThan(300);
        }
        agent = FabAgent.pair(hub, ana, "garage", "bench")
                .hello(new Message.Machine("printer", "Printer", "marlin", true));
        printer = ana.get("/api/v1/machines").json().at("/items/0/id").asText();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    @BeforeEach
    void ready() {
        agent.idle("printer");
        for (var job : ana.get("/api/v1/jobs?state=queued").json().path("items"))
            ana.post("/api/v1/jobs/" + job.path("id").asText() + "/cancel", Map.of());
    }

    /** A job that came back for want of somebody's word. */
    private static String asked(boolean administrator) {
        var job = queued(bo);
        offered(job);
        agent.tell(new Message.JobMoved(
                UUID.randomUUID().toString(),
                job,
                1,
                1,
                JobState.QUEUED,
                NOW.get().toEpochMilli(),
                Optional.of("policy-asks"),
                Optional.of("Line 3: it asks."),
                Message.Progress.NONE,
                Optional.empty(),
                Optional.of(new Message.Asked(
                        List.of(new Finding(Finding.Severity.ASK, "policy-ask", 3, List.of("M600"))),
                        Set.of("M600"),
                        administrator,
                        List.of("dee")))));
        return job;
    }

    private static String queued(Hub.Client who) {
        // The queue is in the order of asking.
        NOW.updateAndGet(now -> now.plusMillis(500));
        return JobLab.upload(who, printer, "part.gcode", FILE).json().path("id").asText();
    }

    private static JsonNode offered(String job) {
        try (var commands = agent.commands()) {
            var confirmed = bo.post("/api/v1/jobs/" + job + "/confirm", Map.of());
            assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
            for (var event = commands.next(); ; event = commands.next())
                if (event.data().path("job").asText().equals(job)
                        && event.name().equals("run")) return event.data();
        }
    }

    private static JsonNode job(String job) {
        return ana.get("/api/v1/jobs/" + job).json();
    }

    private static Hub.Answer decides(Hub.Client who, String job, String what, String why) {
        return who.post("/api/v1/jobs/" + job + "/question/" + what, Map.of("why", why));
    }

    @Test
    void aManagersWordGoesWithTheNextOfferAndIsTooOldAfterTwelveHours() {
        var job = asked(false);
        assertThat(job(job).at("/question/asks/0/line").asInt()).isEqualTo(3);
        assertThat(decides(bo, job, "allow", "").status())
                .as("operators do not decide about the lab's rules")
                .isEqualTo(403);
        assertThat(job(job).at("/question/allowed").asBoolean(true)).isFalse();
        assertThat(decides(ana, job, "allow", "New filament").status()).isEqualTo(200);
        assertThat(job(job).at("/question/allowedBy").asText()).isEqualTo("ana");
        NOW.updateAndGet(now -> now.plus(Duration.ofHours(13)));
        ready(job);
        assertThat(job(job).at("/question/tooOld").asBoolean()).isTrue();
        assertThat(offered(job).has("word")).isFalse();
        agent.tell(agent.moved(
                job, 2, 1, JobState.QUEUED, Message.Progress.NONE, Optional.of("machine-busy"), Optional.empty()));
        decides(ana, job, "allow", "");
        var word = offered(job).path("word");
        assertThat(word.path("handle").asText()).isEqualTo("ana");
        assertThat(word.path("needs").get(0).asText()).isEqualTo("M600");
        var page = bo.get("/jobs/" + job, "Accept", "text/html").text();
        assertThat(page).contains("M600. New filament", "/people/ana");
        ana.post("/api/v1/jobs/" + job + "/cancel", Map.of());
    }

    /** As {@link #ready()}, without taking this job away. */
    private void ready(String job) {
        assertThat(job).isNotEmpty();
        agent.idle("printer");
    }

    @Test
    void whereAnAdministratorIsWantedOnlyThoseWhomThePolicyNamesMayAllowAndAnyManagerMayRefuse() {
        var job = asked(true);
        assertThat(decides(ana, job, "allow", "").status()).isEqualTo(403);
        assertThat(decides(ana, job, "refuse", " ").status()).isEqualTo(422);
        try (var commands = agent.commands()) {
            assertThat(decides(ana, job, "refuse", "Not with <this> nozzle").status())
                    .isEqualTo(200);
            for (var event = commands.next(); !event.name().equals("refuse"); event = commands.next()) {}
        }
        assertThat(job(job).path("state").asText()).isEqualTo("cancelled");
        assertThat(bo.get("/jobs/" + job, "Accept", "text/html").text()).contains("Not with &lt;this&gt; nozzle");
        assertThat(decides(ana, job, "allow", "").status()).as("it is over").isEqualTo(409);
        assertThat(decides(hub.as("eve"), job, "allow", "").status()).isEqualTo(404);
    }

    @Test
    void whatWaitsForSomebodyIsListedForWhoeverLooksAfterTheMachineAndSaysWhetherTheyMayDoIt() {
        ana.put("/api/v1/machines/" + printer + "/going-on", Map.of("goesOn", false));
        assertThat(needs(bo)).isEmpty();
        var clear = queued(bo);
        queued(bo);
        assertThat(needs(bo)).as("only the first of a queue can start").containsExactly("clear true " + clear);
        assertThat(needs(hub.as("cy"))).as("a member looks after nothing").isEmpty();
        var rows = hub.as("cy").get("/api/v1/jobs?state=queued").json().path("items");
        assertThat(rows.findValuesAsText("kind"))
                .as("and sees what jobs wait for")
                .containsExactly("clear");
        assertThat(bo.get("/machines", "Accept", "text/html").text())
                .contains("<title>(1) Machines", "Say that the machine is clear: part.gcode starts.");
        assertThat(bo.get("/jobs", "Accept", "text/html", "Accept-Language", "fr")
                        .text())
                .contains("1 en attente de vous", "vous attend");

        ready();
        var asked = asked(false);
        assertThat(needs(ana)).containsExactly("permission true " + asked);
        assertThat(needs(bo)).containsExactly("permission false " + asked);
        decides(ana, asked, "allow", "");
        assertThat(needs(bo)).containsExactly("clear true " + asked);
        NOW.updateAndGet(now -> now.plus(Duration.ofHours(13)));
        ready(asked);
        assertThat(needs(ana)).as("nobody's word holds for ever").containsExactly("permission true " + asked);
    }

    @Test
    void whatAMachineAsksBesideItIsToldInTheReadersLanguageAndToItsLabAlone() {
        agent.telemetry(new Telemetry.Machine(
                "printer",
                Telemetry.State.PAUSED,
                Optional.of("Put in tool T1, then go on."),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Telemetry.Question("tool-setter", "T1"))));
        assertThat(needs(bo)).containsExactly("answer true ");
        var page = bo.get("/labs/garage", "Accept", "text/html", "Accept-Language", "fr");
        assertThat(page.text()).contains("Il lui faut l’outil T1.");
        assertThat(hub.as("eve").get("/api/v1/machines/" + printer).json().path("needs"))
                .isEmpty();
    }

    private static List<String> needs(Hub.Client who) {
        List<String> found = new ArrayList<>();
        for (var need : who.get("/api/v1/needs").json().path("items"))
            found.add(need.path("kind").asText() + " " + need.path("yours").asBoolean() + " "
                    + need.path("job").asText());
        return found;
    }

    @Test
    void theQueueGoesOnOnlyWhereAManagerLetsItAndOnlyForMembersJobsThatNeverCameBack() {
        assertThat(bo.put("/api/v1/machines/" + printer + "/going-on", Map.of("goesOn", true))
                        .status())
                .isEqualTo(403);
        var job = queued(bo);
        assertThat(next()).isEmpty();
        assertThat(seen(job, true)).as("nobody lets it").isFalse();
        ana.put("/api/v1/machines/" + printer + "/going-on", Map.of("goesOn", true));
        // Whoever is no member is looked after by a person, and those behind them wait.
        ana.post("/api/v1/jobs/" + job + "/cancel", Map.of());
        var stranger = queued(hub.as("eve"));
        job = queued(bo);
        var last = ana.get("/api/v1/jobs?machine=" + printer).json();
        assertThat(last.path("items")).isNotEmpty();
        assertThat(next()).isEmpty();
        hub.as("eve").post("/api/v1/jobs/" + stranger + "/cancel", Map.of());
        finished();
        assertThat(next()).contains(job);
        assertThat(seen(job, false)).isFalse();
        assertThat(seen(job, false)).isFalse();
        assertThat(reasons(job)).containsOnlyOnce("seen-dark");
        assertThat(seen(job, true)).isTrue();
        assertThat(job(job).path("state").asText()).isEqualTo("offered");
        assertThat(reasons(job)).contains("seen-clear");
        agent.tell(agent.moved(
                job, 1, 1, JobState.QUEUED, Message.Progress.NONE, Optional.of("machine-busy"), Optional.empty()));
        assertThat(next()).as("it came back once").isEmpty();
    }

    /** A job runs and ends as it should: after one that did not, a person has to look. */
    private static void finished() {
        var done = queued(bo);
        for (var other : ana.get("/api/v1/jobs?state=queued").json().path("items"))
            if (other.path("id").asText().equals(done)) offered(done);
        for (var state : List.of(JobState.ACCEPTED, JobState.RUNNING, JobState.FINISHED))
            agent.tell(agent.moved(
                    done, 1, step(state), state, Message.Progress.NONE, Optional.empty(), Optional.empty()));
    }

    private static long step(JobState state) {
        return List.of(JobState.ACCEPTED, JobState.RUNNING, JobState.FINISHED).indexOf(state) + 1L;
    }

    private static Optional<String> next() {
        return Optional.of(agent.client()
                        .get("/agent/v1/bed?machine=printer")
                        .json()
                        .path("job")
                        .asText())
                .filter(job -> !job.equals("null"));
    }

    private static boolean seen(String job, boolean clear) {
        var answer = agent.client().post("/agent/v1/bed", (Object)
                LinkJson.mapper().valueToTree(new BedSeen("printer", job, "Eye", clear, clear ? "" : "dark", 0.97)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("starts").asBoolean();
    }

    private static List<String> reasons(String job) {
        return job(job).path("events").findValuesAsText("reason");
    }
}
