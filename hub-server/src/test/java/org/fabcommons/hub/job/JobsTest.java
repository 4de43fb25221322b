// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.Curve;
import org.fabcommons.link.Detail;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Sentence;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private static final String[] PAGE = {"Accept", "text/html", "Accept-Language", "en"};
    private static final String TOO_FAR = "G28\nG90\nG1 X10 Y10 Z0.2 F3000\nG1 X900 Y10 E5 F3000\n";
    private static Hub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = Hub.start(data);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static Message.Result result(long acknowledged) {
        return new Message.Result(
                        9,
                        acknowledged,
                        acknowledged,
                        2,
                        1,
                        12.5,
                        300,
                        true,
                        Optional.of(new Message.Health(12.5, 80, 1.2, Optional.of(0L), 1)))
                .with(List.of(
                        new Message.ToolLength("", 0, 1_790_000_000_000L),
                        new Message.ToolLength("T2", -3.2, 1_790_000_060_000L)));
    }

    @Test
    void howAJobWentIsToldWithItsEndAndIsDrawnAndWrittenInFiguresForThoseWhoSeeTheJob() {
        var lab = new JobLab(hub);
        var job = lab.running();
        var moments = IntStream.rangeClosed(0, 10)
                .mapToObj(i -> new Curve.Moment(
                        i * 60L, i / 10.0, Map.of("T0", new Telemetry.Temperature(21 + i * 18.5, i == 10 ? 0 : 210))))
                .toList();
        var end = new Message.Progress(9, 9, 1, Optional.empty());
        lab.agent.tell(lab.agent.moved(job, 1, JobState.FINISHED, end).with(new Curve(moments)));
        var curve = lab.sam.get("/api/v1/jobs/" + job + "/curve").json().path("moments");
        assertThat(curve).hasSize(11);
        assertThat(curve.at("/5/sensors/T0/actual").asDouble()).isEqualTo(113.5);
        assertThat(hub.as("eve").get("/api/v1/jobs/" + job + "/curve").status()).isEqualTo(404);
        var page = lab.sam
                .get("/jobs/" + job, "Accept", "text/html", "Accept-Language", "fr")
                .text();
        assertThat(page).contains("jusqu’à 206 °C", "113,5 °C (consigne 210 °C)", "<polyline class=\"line-0 target\"");

        var next = new JobLab(hub);
        var other = next.running();
        var endless = new Curve.Moment(0, 0, Map.of("T0", new Telemetry.Temperature(Double.POSITIVE_INFINITY, 0)));
        next.agent.tell(next.agent.moved(other, 1, JobState.FINISHED, end).with(new Curve(List.of(endless, endless))));
        assertThat(next.state(other))
                .as("what cannot be drawn costs nobody their job")
                .isEqualTo("finished");
        assertThat(next.sam.get("/api/v1/jobs/" + other + "/curve").json().path("moments"))
                .isEmpty();
    }

    @Test
    void aJobGoesFromTheQueueThroughTheAgentToItsEndAndWritesItsHistory() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        assertThat(lab.state(job)).isEqualTo("queued");
        try (var commands = lab.agent.commands()) {
            assertThat(lab.act(lab.sam, job, "confirm").status()).isEqualTo(403);
            var confirmed = lab.act(lab.lin, job, "confirm");
            assertThat(confirmed.json().path("state").asText()).isEqualTo("offered");
            var run = commands.next();
            assertThat(run.name()).isEqualTo("run");
            assertThat(run.data().path("job").asText()).isEqualTo(job);
            assertThat(run.data().path("attempt").asInt()).isEqualTo(1);
            var file = lab.agent
                    .client()
                    .get("/agent/v1/files/" + run.data().path("sha256").asText());
            assertThat(file.text()).isEqualTo(JobLab.GOOD);
            var rest = lab.agent
                    .client()
                    .get("/agent/v1/files/" + run.data().path("sha256").asText(), "Range", "bytes=4-");
            assertThat(rest.status()).isEqualTo(206);
            assertThat(rest.text()).isEqualTo(JobLab.GOOD.substring(4));
        }
        lab.agent.tell(
                lab.agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE),
                lab.agent.moved(job, 1, JobState.RUNNING, new Message.Progress(0, 9, 0, Optional.of(40L))));
        lab.tells(
                Telemetry.State.RUNNING,
                Optional.of(job),
                Optional.of(new Message.Progress(5, 9, 0.5, Optional.of(20L))));
        var now = lab.sam.get("/api/v1/jobs/" + job).json();
        assertThat(now.at("/progress/line").asInt()).isEqualTo(5);
        assertThat(now.at("/progress/fraction").asDouble()).isEqualTo(0.5);
        assertThat(now.at("/progress/remainingSeconds").asInt()).isEqualTo(20);
        lab.agent.tell(lab.agent.moved(
                job,
                1,
                3,
                JobState.FINISHED,
                new Message.Progress(9, 9, 1, Optional.of(0L)),
                Optional.empty(),
                Optional.of(result(9))));
        var done = lab.sam.get("/api/v1/jobs/" + job).json();
        assertThat(done.path("state").asText()).isEqualTo("finished");
        assertThat(done.at("/result/resends").asInt()).isEqualTo(2);
        assertThat(done.at("/result/tools/1/longerMm").asDouble()).isEqualTo(-3.2);
        assertThat(lab.sam.get("/jobs/" + job, "Accept-Language", "fr").text())
                .contains("L’outil avec lequel le zéro a été pris", "T2", "3,2 mm de moins");
        assertThat(done.path("events").findValuesAsText("state"))
                .containsExactly("prepared", "queued", "offered", "accepted", "running", "finished");
        assertThat(done.path("events").findValuesAsText("actor"))
                .containsExactly("person", "person", "person", "agent", "agent", "agent");
        // The agent needs the file no longer.
        assertThat(lab.agent
                        .client()
                        .get("/agent/v1/files/" + done.at("/file/sha256").asText())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aFileThatMustNotRunIsRefusedWithLineAndReason() {
        var lab = new JobLab(hub);
        var answer = lab.ask(lab.sam, TOO_FAR);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/preflight-refused");
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("line 4");
        assertThat(answer.json().at("/errors/0/message").asText()).contains("X");
        var dangerous = lab.ask(lab.sam, "G28\nM500\nM81\n");
        assertThat(dangerous.status()).isEqualTo(422);
        var binary = lab.ask(lab.sam, "\u0000\u0001\u0002PK\u0003\u0004 not a toolpath\n".repeat(40));
        assertThat(binary.status()).isEqualTo(422);
        assertThat(lab.lin.get("/api/v1/jobs?machine=" + lab.printer).json().path("items"))
                .isEmpty();
    }

    @Test
    void whatIsAskedForWronglyIsToldByField() {
        var lab = new JobLab(hub);
        var nothing = lab.sam.post("/api/v1/jobs", Map.of("machine", "nowhere", "design", "x/y", "path", "p.gcode"));
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.json().at("/errors/0/field").asText()).isEqualTo("machine");
        var picture = JobLab.upload(lab.sam, lab.printer, "part.png", JobLab.GOOD);
        assertThat(picture.json().at("/errors/0/field").asText()).isEqualTo("file");
        assertThat(JobLab.upload(hub.anyone(), lab.printer, "part.gcode", JobLab.GOOD)
                        .status())
                .isEqualTo(401);
        assertThat(lab.sam.get("/api/v1/jobs?state=nonsense").status()).isEqualTo(422);
    }

    @Test
    void aMessageIsAppliedOnceAndInOrder() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        lab.act(lab.lin, job, "confirm");
        var accepted = lab.agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE);
        var running = lab.agent.moved(job, 1, JobState.RUNNING, Message.Progress.NONE);
        // The second came first: it is not handled, and comes again.
        assertThat(lab.agent.tell(running)).isEmpty();
        assertThat(lab.agent.tell(accepted, running)).containsExactly(accepted.id(), running.id());
        assertThat(lab.agent.tell(accepted, running)).containsExactly(accepted.id(), running.id());
        var events = lab.lin.get("/api/v1/jobs/" + job).json().path("events");
        assertThat(events.findValuesAsText("state"))
                .containsExactly("prepared", "queued", "offered", "accepted", "running");
    }

    @Test
    void anAcceptanceOfAWithdrawnOfferIsRefusedSoThatNothingMoves() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        lab.act(lab.lin, job, "confirm");
        assertThat(lab.act(lab.sam, job, "cancel").json().path("state").asText())
                .isEqualTo("cancelled");
        var late = lab.agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE);
        JsonNode receipt = receipt(lab, late);
        assertThat(receipt.at("/handled/0").asText()).isEqualTo(late.id());
        assertThat(receipt.at("/refused/0").asText()).isEqualTo(late.id());
        // Said again, the answer is the same.
        assertThat(receipt(lab, late).at("/refused/0").asText()).isEqualTo(late.id());
        assertThat(lab.state(job)).isEqualTo("cancelled");
    }

    private static JsonNode receipt(JobLab lab, Message.JobMoved message) {
        var body = org.fabcommons.link.LinkJson.mapper().createObjectNode();
        body.putArray("messages").add(org.fabcommons.link.LinkJson.mapper().<JsonNode>valueToTree(message));
        return lab.agent.client().post("/agent/v1/messages", body).json();
    }

    @Test
    void anAgentMayGiveAJobBackAndItIsOfferedAgain() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        lab.act(lab.lin, job, "confirm");
        lab.agent.tell(lab.agent.moved(
                job, 1, 1, JobState.QUEUED, Message.Progress.NONE, Optional.of("machine-busy"), Optional.empty()));
        assertThat(lab.state(job)).isEqualTo("queued");
        try (var commands = lab.agent.commands()) {
            lab.act(lab.lin, job, "confirm");
            var run = commands.next();
            assertThat(run.data().path("attempt").asInt()).isEqualTo(2);
            lab.agent.tell(lab.agent.moved(job, 2, JobState.ACCEPTED, Message.Progress.NONE));
        }
        assertThat(lab.state(job)).isEqualTo("accepted");
    }

    @Test
    void pauseResumeCancelAndStopReachTheAgentAndWaitForItsWord() {
        var lab = new JobLab(hub);
        var job = lab.running();
        try (var commands = lab.agent.commands()) {
            assertThat(lab.act(lab.sam, job, "pause").status()).isEqualTo(403);
            assertThat(lab.act(lab.lin, job, "resume").status()).isEqualTo(409);
            assertThat(lab.act(lab.lin, job, "pause").json().path("state").asText())
                    .isEqualTo("running");
            assertThat(commands.next().name()).isEqualTo("pause");
            lab.agent.tell(lab.agent.moved(job, 1, JobState.PAUSED, new Message.Progress(4, 9, 0.4, Optional.empty())));
            lab.act(lab.lin, job, "resume");
            assertThat(commands.next().name()).isEqualTo("resume");
            lab.agent.tell(lab.agent.moved(job, 1, JobState.RUNNING, Message.Progress.NONE));
            assertThat(lab.act(lab.sam, job, "stop").status()).isEqualTo(200);
            assertThat(commands.next().name()).isEqualTo("emergencyStop");
            lab.act(lab.sam, job, "cancel");
            assertThat(commands.next().name()).isEqualTo("cancel");
            assertThat(lab.state(job)).isEqualTo("running");
        }
        lab.agent.tell(lab.agent.moved(
                job,
                1,
                5,
                JobState.CANCELLED,
                new Message.Progress(5, 9, 0.5, Optional.empty()),
                Optional.empty(),
                Optional.of(result(5))));
        assertThat(lab.state(job)).isEqualTo("cancelled");
        assertThat(lab.act(lab.lin, job, "cancel").status()).isEqualTo(409);
    }

    @Test
    void whatHappensInAPauseStandsInTheHistoryOnce() {
        var lab = new JobLab(hub);
        var job = lab.running();
        lab.agent.tell(lab.agent.moved(job, 1, JobState.PAUSED, Message.Progress.NONE));
        // The same state with nothing to say is only progress.
        lab.agent.tell(lab.agent.moved(job, 1, JobState.PAUSED, Message.Progress.NONE));
        lab.agent.tell(lab.agent.moved(
                job, 1, 5, JobState.PAUSED, Message.Progress.NONE, Optional.of("cooled-in-pause"), Optional.empty()));
        var events = lab.lin.get("/api/v1/jobs/" + job).json().path("events");
        assertThat(events.findValuesAsText("state")).endsWith("running", "paused", "paused");
        assertThat(events.get(events.size() - 1).path("reason").asText()).isEqualTo("cooled-in-pause");
        assertThat(lab.state(job)).isEqualTo("paused");
    }

    @Test
    void whatTheAgentHasNotSeenIsSentWhenItComesBack() {
        var lab = new JobLab(hub);
        var job = lab.running();
        // Nobody listens at the moment.
        lab.act(lab.lin, job, "pause");
        lab.act(lab.lin, job, "cancel");
        try (var commands = lab.agent.commands("Last-Event-ID", "1")) {
            // The cancel overtook the pause, and the run has been accepted.
            assertThat(commands.next().name()).isEqualTo("cancel");
            assertThat(commands.within(java.time.Duration.ofMillis(300))).isEmpty();
        }
    }

    @Test
    void aWishToGoOnThatIsOldMovesNoMachine() throws SQLException {
        var lab = new JobLab(hub);
        var job = lab.running();
        lab.agent.tell(lab.agent.moved(job, 1, JobState.PAUSED, Message.Progress.NONE));
        assertThat(lab.act(lab.lin, job, "resume").status()).isEqualTo(200);
        // The agent was away for longer than a minute, and nobody stands at the machine any more.
        try (var database =
                        DriverManager.getConnection("jdbc:sqlite:" + hub.data().resolve("hub.db"));
                var age = database.prepareStatement(
                        "UPDATE agent_command SET created_at = created_at - 61000 WHERE job = ? AND type = 'resume'")) {
            age.setString(1, job);
            assertThat(age.executeUpdate()).isEqualTo(1);
        }
        lab.act(lab.lin, job, "stop");
        try (var commands = lab.agent.commands()) {
            assertThat(commands.next().name()).isEqualTo("emergencyStop");
            assertThat(commands.within(Duration.ofSeconds(1))
                            .filter(event -> event.name().equals("resume")))
                    .isEmpty();
        }
    }

    @Test
    void anInterruptedJobSaysWhereAndWhy() {
        var lab = new JobLab(hub);
        var job = lab.running();
        lab.agent.tell(lab.agent.moved(
                job,
                1,
                3,
                JobState.INTERRUPTED,
                new Message.Progress(5, 9, 0.5, Optional.empty()),
                Optional.of("agent-restarted"),
                Optional.of(result(5))));
        var page = lab.sam.get("/jobs/" + job, PAGE).text();
        assertThat(page).contains("interrupted").contains("The agent stopped in the middle");
        assertThat(lab.lin
                        .get("/api/v1/jobs/" + job)
                        .json()
                        .at("/progress/line")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void whatAnAgentSaysOfAJobIsReadInTheReadersLanguage() {
        var lab = new JobLab(hub);
        var job = lab.running();
        lab.agent.tell(lab.agent
                .moved(
                        job,
                        1,
                        3,
                        JobState.FAILED,
                        new Message.Progress(5, 9, 0.5, Optional.empty()),
                        Optional.of("line-refused"),
                        Optional.empty())
                .saying(Detail.of("machine-refused-line", 6, "X10Q9<b>")
                        .and("error-grbl", 20, "this command is not supported")));
        var french = lab.sam
                .get("/jobs/" + job, "Accept", "text/html", "Accept-Language", "fr")
                .text();
        assertThat(french)
                .contains(
                        "La machine a refusé la ligne 6", "X10Q9&lt;b&gt;", "cette commande n’est pas prise en charge")
                .doesNotContain("is not supported");
        assertThat(lab.sam.get("/jobs/" + job, PAGE).text())
                .contains("The machine refused line 6", "error 20, this command is not supported.");
        // An older agent, or a newer one with codes that this hub does not know: as it is, and marked as English.
        var old = new JobLab(hub);
        var other = old.running();
        var strange = new Message.JobMoved(
                "m-" + other,
                other,
                1,
                3,
                JobState.FAILED,
                1_800_000_000_000L,
                Optional.of("no-answer"),
                Optional.of("The belt has slipped."),
                Message.Progress.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(new Sentence("belt-slipped", List.of()))));
        assertThat(old.agent.tell(strange)).hasSize(1);
        assertThat(old.sam
                        .get("/jobs/" + other, "Accept", "text/html", "Accept-Language", "fr")
                        .text())
                .contains("lang=\"en\">The belt has slipped.");
    }

    @Test
    void twoJobsNeverShareAMachine() {
        var lab = new JobLab(hub);
        var first = lab.running();
        var second = lab.queued();
        assertThat(lab.lin.get("/api/v1/jobs/" + second).json().path("waitsFor").asInt())
                .isEqualTo(1);
        var answer = lab.act(lab.lin, second, "confirm");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/machine-has-job");
        assertThat(lab.state(first)).isEqualTo("running");
    }

    @Test
    void aMachineThatIsNotReadyTakesNoJob() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        lab.tells(Telemetry.State.ALARM, Optional.empty(), Optional.empty());
        assertThat(lab.act(lab.lin, job, "confirm").json().path("type").asText())
                .isEqualTo("/problems/machine-not-idle");
    }

    @Test
    void aJobIsSeenByItsRequesterAndTheLabOnly() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        assertThat(hub.as("eve").get("/api/v1/jobs/" + job).status()).isEqualTo(404);
        assertThat(hub.as("eve").get("/jobs/" + job, PAGE).status()).isEqualTo(404);
        assertThat(lab.act(hub.as("eve"), job, "cancel").status()).isEqualTo(404);
        assertThat(lab.sam.get("/jobs", PAGE).text()).contains("part.gcode");
        assertThat(lab.lin.get("/machines/" + lab.printer, PAGE).text()).contains("part.gcode");
        assertThat(hub.anyone().get("/machines/" + lab.printer, PAGE).text())
                .doesNotContain("part.gcode")
                .contains("Jobs of other people: 1");
    }

    @Test
    void anotherLabsAgentCannotMoveTheJob() {
        var lab = new JobLab(hub);
        var other = new JobLab(hub);
        var job = lab.queued();
        lab.act(lab.lin, job, "confirm");
        other.agent.tell(other.agent.moved(
                job, 1, 1, JobState.ACCEPTED, Message.Progress.NONE, Optional.empty(), Optional.empty()));
        assertThat(lab.state(job)).isEqualTo("offered");
        var sha = lab.lin.get("/api/v1/jobs/" + job).json().at("/file/sha256").asText();
        assertThat(other.agent.client().get("/agent/v1/files/" + sha).status()).isEqualTo(404);
    }

    @Test
    void aJobsPageIsLive() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        try (var events = FabAgent.Events.open(hub, "/api/v1/jobs/" + job + "/events", lab.sam.token())) {
            assertThat(events.next().data().path("state").asText()).isEqualTo("queued");
            lab.act(lab.lin, job, "confirm");
            assertThat(events.next().data().path("state").asText()).isEqualTo("offered");
            lab.agent.tell(lab.agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE));
            assertThat(events.next().data().path("state").asText()).isEqualTo("accepted");
            lab.tells(
                    Telemetry.State.RUNNING,
                    Optional.of(job),
                    Optional.of(new Message.Progress(7, 9, 0.7, Optional.empty())));
            assertThat(events.next().data().at("/progress/line").asInt()).isEqualTo(7);
        }
    }

    @Test
    void theBrowsersButtonsDoTheSame() {
        var lab = new JobLab(hub);
        var job = lab.queued();
        assertThat(lab.lin.get("/jobs/" + job, PAGE).text()).contains("It is clear: start");
        assertThat(lab.sam.get("/jobs/" + job, PAGE).text()).doesNotContain("It is clear: start");
        var answer = lab.lin.form("/jobs/" + job + "/confirm", "", PAGE);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).endsWith("/jobs/" + job);
        assertThat(lab.state(job)).isEqualTo("offered");
        var french = lab.lin.get("/jobs/" + job, "Accept", "text/html", "Accept-Language", "fr");
        assertThat(french.text()).contains("proposée");
    }
}
