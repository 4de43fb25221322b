// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.fabcommons.hub.FabAgent;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.JobState;
import org.fabcommons.link.Message;
import org.fabcommons.link.Telemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when nothing happens. */
class PatienceTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2027-01-01T12:00:00Z"));
    private Hub hub;

    @BeforeEach
    void start(@TempDir Path data) {
        hub = Hub.start(now::get, data);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void passes(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Test
    void anOfferThatNobodyAcceptsIsTakenBackAndAMachineThatIsSilentIsOffline() {
        var lin = hub.as("lin");
        var agent = FabAgent.pair(hub, lin, "lin", "bench")
                .hello(new Message.Machine("printer", "Printer", "marlin", true));
        var printer = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
        agent.idle("printer");
        var job = JobLab.upload(lin, printer, "part.gcode", "G28\nG90\nG1 X10 Y10 Z1 F3000\n")
                .json()
                .path("id")
                .asText();
        assertThat(lin.post("/api/v1/jobs/" + job + "/confirm", Map.of()).status())
                .isEqualTo(200);
        passes(Duration.ofSeconds(61));
        await().atMost(Duration.ofSeconds(20)).until(() -> lin.get("/api/v1/jobs/" + job)
                .json()
                .path("state")
                .asText()
                .equals("queued"));
        var events = lin.get("/api/v1/jobs/" + job).json().path("events");
        assertThat(events.get(events.size() - 1).path("reason").asText()).isEqualTo("not-accepted");
        assertThat(events.get(events.size() - 1).path("at").asText()).startsWith("2027-01-01T12:01:01");
        // The agent comes too late: it must not start.
        assertThat(agent.tell(agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE)))
                .hasSize(1);
        assertThat(lin.get("/api/v1/jobs/" + job).json().path("state").asText()).isEqualTo("queued");
        assertThat(lin.get("/api/v1/machines/" + printer).json().path("state").asText())
                .isEqualTo("offline");
        assertThat(lin.post("/api/v1/jobs/" + job + "/confirm", Map.of())
                        .json()
                        .path("type")
                        .asText())
                .isEqualTo("/problems/machine-offline");
        // A withdrawn offer is not sent to an agent that comes back.
        try (var commands = agent.commands()) {
            assertThat(commands.within(Duration.ofMillis(500))).isEmpty();
        }
    }

    @Test
    void aJobWhoseAgentNeverComesBackIsTakenOffTheMachineByAnOperator() {
        var lin = hub.as("lin");
        var agent = FabAgent.pair(hub, lin, "lin", "bench")
                .hello(new Message.Machine("printer", "Printer", "marlin", true));
        var printer = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
        agent.idle("printer");
        var job = JobLab.upload(lin, printer, "part.gcode", "G28\nG90\nG1 X10 Y10 Z1 F3000\n")
                .json()
                .path("id")
                .asText();
        lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        agent.tell(
                agent.moved(job, 1, JobState.ACCEPTED, Message.Progress.NONE),
                agent.moved(job, 1, JobState.RUNNING, Message.Progress.NONE));
        assertThat(lin.post("/api/v1/jobs/" + job + "/abandon", Map.of()).status())
                .isEqualTo(409);
        agent.telemetry(new Telemetry.Machine(
                "printer",
                Telemetry.State.RUNNING,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.of(job),
                Optional.of(new Message.Progress(2, 3, 0.6, Optional.empty()))));
        passes(Duration.ofSeconds(20));
        // What was heard last is still the best that is known.
        assertThat(lin.get("/api/v1/jobs/" + job).json().at("/progress/line").asInt())
                .isEqualTo(2);
        var page = lin.get("/jobs/" + job, "Accept", "text/html", "Accept-Language", "en");
        assertThat(page.text()).contains("The agent will not come back");
        var abandoned = lin.post("/api/v1/jobs/" + job + "/abandon", Map.of()).json();
        assertThat(abandoned.path("state").asText()).isEqualTo("interrupted");
        // It came back after all, too late to change what a person decided.
        agent.tell(agent.moved(job, 1, JobState.FINISHED, Message.Progress.NONE));
        assertThat(lin.get("/api/v1/jobs/" + job).json().path("state").asText()).isEqualTo("interrupted");
    }

    @Test
    void aPairingCodeHoldsForAQuarterOfAnHour() {
        var codes = FabAgent.start(hub, "bench");
        passes(Duration.ofMinutes(16));
        var lin = hub.as("lin");
        assertThat(lin.post("/api/v1/pairings/" + codes.path("user_code").asText(), Map.of("lab", "lin"))
                        .status())
                .isEqualTo(404);
        assertThat(FabAgent.poll(hub, codes.path("device_code").asText())
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("expired_token");
    }
}
