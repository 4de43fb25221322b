// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fabcommons.agent.camera.Cameras;
import org.fabcommons.agent.job.FileCache;
import org.fabcommons.agent.job.JobRunner;
import org.fabcommons.agent.job.Journal;
import org.fabcommons.agent.job.PatientMachine;
import org.fabcommons.agent.job.Shelf;
import org.fabcommons.hub.Hub;
import org.fabcommons.link.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubLinkTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    private final PatientMachine machine = new PatientMachine("printer");
    private final List<LinkState> shown = new CopyOnWriteArrayList<>();
    private Hub hub;
    private Hub.Client lin;
    private Cable cable;
    private Journal journal;
    private JobRunner runner;
    private HubLink link;

    @BeforeEach
    void aHubAndAnAgent() throws IOException {
        // A demo hub lets agents ask each second.
        hub = Hub.start(Files.createDirectory(folder.resolve("h")), "demo: true");
        lin = hub.as("lin");
        cable = new Cable();
        cable.plugInto(hub.address());
        journal = Journal.open(folder.resolve("agent"), InstantSource.system());
        var files = new FileCache(folder.resolve("files"));
        runner = new JobRunner(List.of(machine), journal, files, folder.resolve("marks"), JobRunner.PATIENCE);
        link = new HubLink(
                new HubLink.Settings(
                        cable.address(),
                        "bench",
                        "0.1.0",
                        folder.resolve("agent"),
                        List.of(new Message.Machine("printer", "Printer", "marlin", true))),
                journal,
                runner,
                files,
                Cameras.start(
                        List.of(),
                        new Cameras.Works(
                                folder.resolve("cameras"),
                                List.of(machine),
                                runner,
                                journal,
                                files,
                                InstantSource.system())),
                Shelf.open(folder.resolve("agent"), InstantSource.system()).handbook(),
                InstantSource.system(),
                shown::add);
    }

    @AfterEach
    void end() throws IOException {
        runner.close();
        link.close();
        journal.close();
        cable.close();
        hub.close();
    }

    @Test
    void aPersonPairsTheAgentByItsCodeAndItsMachineAppears() throws IOException {
        link.start();
        pair();
        await().atMost(LONG).untilAsserted(() -> assertThat(link.state()).isInstanceOf(LinkState.Connected.class));
        await().atMost(LONG).untilAsserted(() -> {
            var machines = lin.get("/api/v1/machines").json().path("items");
            assertThat(machines).hasSize(1);
            assertThat(machines.get(0).path("name").asText()).isEqualTo("Printer");
            assertThat(machines.get(0).path("state").asText()).isEqualTo("idle");
        });
        var kept = folder.resolve("agent/hub.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
    }

    @Test
    void aStopFromTheHubReachesTheMachineOnce() {
        link.start();
        pair();
        await().atMost(LONG)
                .until(() ->
                        lin.get("/api/v1/machines").json().at("/items/0/id").isTextual());
        var id = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
        var stopped = lin.post("/api/v1/machines/" + id + "/stop", Map.of());
        assertThat(stopped.status()).as(stopped.text()).isLessThan(300);
        await().atMost(LONG).until(() -> machine.told.equals(List.of("stop")));
    }

    @Test
    void anAgentThatLosesTheHubComesBackByItself() throws IOException {
        link.start();
        pair();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Connected);
        cable.cut();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Unreached);
        cable.plugInto(hub.address());
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Connected);
        assertThat(shown.stream().filter(LinkState.Unpaired.class::isInstance)).hasSize(1);
    }

    @Test
    void anAgentThatWasPutOutAsksToBePairedAgain() {
        link.start();
        pair();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Connected);
        await().atMost(LONG)
                .until(() -> lin.get("/labs/lin", "Accept", "text/html").text().contains("/revoke"));
        var id = lin.get("/labs/lin", "Accept", "text/html")
                .text()
                .replaceAll("(?s).*/agents/([a-z2-7]+)/revoke.*", "$1");
        assertThat(lin.delete("/api/v1/agents/" + id).status()).isEqualTo(204);
        pair();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Connected);
        assertThat(shown.stream().filter(LinkState.Unpaired.class::isInstance)).hasSize(2);
    }

    @Test
    void pairingInAnotherWindowServesTheRunningAgentAsWell() throws InterruptedException {
        link.start();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Unpaired);
        var codes = new CopyOnWriteArrayList<LinkState>();
        var pairing =
                new AgentPairing(cable.address(), "bench", folder.resolve("agent"), new CountDownLatch(1), codes::add);
        var other = new Thread(() -> {
            try {
                pairing.pair();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        other.start();
        await().atMost(LONG).until(() -> !codes.isEmpty());
        approve((LinkState.Unpaired) codes.get(0));
        other.join();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Connected);
    }

    @Test
    void aJobOfTheHubsRunsOnThroughALostConnectionAndItsEndIsToldOnce() throws IOException {
        link.start();
        pair();
        var job = queued();
        lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        awaitState(job, "running");
        machine.acknowledges(20);
        await().atMost(LONG).until(() -> job(job).at("/progress/line").asLong() == 20);
        cable.cut();
        machine.acknowledges(81);
        machine.finishes();
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Unreached);
        assertThat(job(job).path("state").asText()).isEqualTo("running");
        cable.plugInto(hub.address());
        awaitState(job, "finished");
        var events = job(job).path("events").findValuesAsText("state");
        assertThat(events.stream().filter("finished"::equals)).hasSize(1);
        assertThat(lin.get("/api/v1/jobs/" + job + "/curve").json().path("moments"))
                .as("how it went is told with its end")
                .isNotEmpty();
        await().atMost(LONG).until(() -> journal.untold(10).isEmpty());
        assertThat(machine.told).containsExactly("run " + job);
    }

    @Test
    void anAgentThatIsCutOffWhenAnOfferStandsStartsNothingOnItsOwn() throws IOException {
        link.start();
        pair();
        var job = queued();
        // The agent hears of the offer, but its acceptance never arrives.
        cable.cutBefore("\"state\":\"accepted\"");
        lin.post("/api/v1/jobs/" + job + "/confirm", Map.of());
        await().atMost(LONG).until(() -> journal.find(job).isPresent());
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Unreached);
        lin.post("/api/v1/jobs/" + job + "/cancel", Map.of());
        awaitState(job, "cancelled");
        cable.plugInto(hub.address());
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Connected);
        await().atMost(LONG)
                .until(() ->
                        journal.untold(10).isEmpty() && runner.jobOn("printer").isEmpty());
        assertThat(machine.told).isEmpty();
        assertThat(job(job).path("state").asText()).isEqualTo("cancelled");
    }

    /** A job of a file of one's own, waiting for somebody to look at the machine. */
    private String queued() {
        await().atMost(LONG).until(() -> lin.get("/api/v1/machines")
                .json()
                .at("/items/0/state")
                .asText()
                .equals("idle"));
        var id = lin.get("/api/v1/machines").json().at("/items/0/id").asText();
        var file = "G28\n"
                + IntStream.range(0, 100).mapToObj(i -> "G1 X" + i + " F3000\n").collect(Collectors.joining());
        var form = "--b\r\nContent-Disposition: form-data; name=\"machine\"\r\n\r\n" + id
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"line.gcode\"\r\n\r\n" + file
                + "\r\n--b--\r\n";
        var asked = lin.raw(
                "POST", "/api/v1/jobs", "multipart/form-data; boundary=b", form.getBytes(StandardCharsets.US_ASCII));
        assertThat(asked.status()).as(asked.text()).isEqualTo(201);
        return asked.json().path("id").asText();
    }

    private JsonNode job(String id) {
        return lin.get("/api/v1/jobs/" + id).json();
    }

    private void awaitState(String job, String state) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(job(job).path("state").asText()).isEqualTo(state));
    }

    private void pair() {
        await().atMost(LONG).until(() -> link.state() instanceof LinkState.Unpaired);
        approve((LinkState.Unpaired) link.state());
    }

    private void approve(LinkState.Unpaired unpaired) {
        var approved = lin.post("/api/v1/pairings/" + unpaired.code().code(), Map.of());
        assertThat(approved.status()).as(approved.text()).isEqualTo(204);
    }
}
