// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a design on the hub to an object on a machine, and the report back; every part a real process. */
class WholeWayTest {
    private static final String LAMP = "/api/v1/designs/ada/lamp";

    @TempDir
    Path folder;

    @Test
    void aDesignIsPublishedRemixedMadeOnThreeMachinesAndReported() throws Exception {
        try (var world = World.start(folder)) {
            publishLamp(world);
            var sam = world.as("sam");
            var remix = sam.post(LAMP + "/remixes", Map.of("name", "mini-lamp", "note", "smaller"))
                    .ok();
            assertThat(remix.path("owner").asText()).isEqualTo("sam");
            sam.form(
                            "/api/v1/designs/sam/mini-lamp/revisions",
                            new TreeMap<>(Map.of(
                                    "message",
                                    "Half the height",
                                    "README.md",
                                    "# Mini lamp\n".getBytes(StandardCharsets.UTF_8))))
                    .ok();
            assertThat(sam.get("/api/v1/designs/sam/mini-lamp/derivations?direction=ancestors")
                            .ok()
                            .path("edges"))
                    .hasSize(1);
            assertThat(sam.get(LAMP + "/derivations?direction=descendants").ok().path("edges"))
                    .hasSize(1);

            var printer = world.machine("printer", "marlin", "--speed", "400");
            var noisy = world.machine("noisy", "marlin", "--speed", "400", "--corrupt", "1", "--seed", "11");
            var mill = world.machine("mill", "grbl", "--speed", "400");
            var lin = labOf(world);
            world.pairAgent(lin, "demo-lab");

            var head = sam.get(LAMP).ok().path("headRevision").asText();
            for (var machine : List.of(printer, noisy, mill)) {
                var id = world.readyMachine(sam, "The " + machine.key());
                var file = machine.equals(mill) ? "toolpaths/engraving.gcode" : "toolpaths/vase.gcode";
                var job = sam.post(
                                "/api/v1/jobs",
                                Map.of("machine", id, "design", "ada/lamp", "revision", head, "path", file))
                        .ok()
                        .path("id")
                        .asText();
                world.jobIn(sam, job, "queued");
                assertThat(machine.executedCommands())
                        .as("nothing moves before the machine is clear")
                        .noneMatch(line -> line.startsWith("G1"));
                assertThat(sam.post("/api/v1/jobs/" + job + "/confirm", Map.of())
                                .status())
                        .as("sam is no operator")
                        .isIn(403, 404);
                lin.post("/api/v1/jobs/" + job + "/confirm", Map.of()).ok();
                var done = world.jobIn(sam, job, "finished");
                assertThat(done.path("progress").path("fraction").asDouble()).isEqualTo(1.0);
                var program = machine.equals(mill) ? Programs.engraving(5200) : Programs.vase(5200);
                // The machine writes down now and then what it did.
                Awaitility.await("all of it is executed")
                        .atMost(World.PATIENCE)
                        .untilAsserted(() -> assertThat(moves(machine)).isEqualTo(Programs.moves(program)));
                if (machine.equals(noisy))
                    assertThat(done.path("result").path("resends").asLong()).isGreaterThan(10);

                var outcome = machine.equals(noisy) ? "failed" : "worked";
                lin.post("/api/v1/jobs/" + job + "/report", Map.of("outcome", outcome, "notes", "On " + machine.key()))
                        .ok();
                world.jobIn(sam, job, "reported");
            }
            var evidence = world.as("ada").get(LAMP + "/evidence").ok();
            assertThat(evidence.path("items")).hasSize(3);
            for (var item : evidence.path("items"))
                assertThat(item.path("revision").asText()).isEqualTo(head);
            assertThat(evidence.path("summary").path("successRate").asDouble()).isBetween(0.66, 0.67);
        }
    }

    @Test
    void aKilledAgentLeavesTheMachineSafeAndStartsNothingByItself() throws Exception {
        try (var world = World.start(folder)) {
            publishLamp(world);
            var printer = world.machine("printer", "marlin", "--speed", "20", "--keeps-running");
            var lin = labOf(world);
            world.pairAgent(lin, "demo-lab");
            var job = runningJob(world, lin, "The printer", "toolpaths/vase.gcode");
            world.jobAtLine(lin, job, 100);
            world.agent().kill();
            int executed = moves(printer).size();

            world.startAgent();
            var interrupted = world.jobIn(lin, job, "interrupted");
            assertThat(interrupted.path("progress").path("line").asLong()).isGreaterThanOrEqualTo(100);
            assertThat(interrupted.path("result").path("safe").asBoolean()).isTrue();
            heatersAreOff(printer);
            world.readyMachine(lin, "The printer");
            assertThat(moves(printer).size())
                    .as("moves after the agent was killed")
                    .isLessThanOrEqualTo(executed + 40);
            assertThat(lin.get("/api/v1/jobs/" + job).ok().path("state").asText())
                    .isEqualTo("interrupted");
            lin.post("/api/v1/jobs/" + job + "/report", Map.of("outcome", "failed", "reason", "power"))
                    .ok();
            assertThat(lin.get(LAMP + "/evidence").ok().path("items")).hasSize(1);
        }
    }

    @Test
    void aKilledHubStopsNoMachineAndHearsOfTheEndOnce() throws Exception {
        try (var world = World.start(folder)) {
            publishLamp(world);
            var mill = world.machine("mill", "grbl", "--speed", "60");
            var lin = labOf(world);
            world.pairAgent(lin, "demo-lab");
            var job = runningJob(world, lin, "The mill", "toolpaths/engraving.gcode");
            world.jobAtLine(lin, job, 50);
            world.killHub();
            var all = Programs.moves(Programs.engraving(5200));
            Awaitility.await("the mill goes on to the end")
                    .atMost(World.PATIENCE)
                    .until(() -> moves(mill).size() == all.size());

            world.startHub();
            var done = world.jobIn(lin, job, "finished");
            long ends = 0;
            for (var event : done.path("events"))
                if (event.path("state").asText().equals("finished")) ends++;
            assertThat(ends).isEqualTo(1);
            assertThat(moves(mill)).isEqualTo(all);
        }
    }

    @Test
    void pauseResumeCancelAndEmergencyStopWorkFromTheHub() throws Exception {
        try (var world = World.start(folder)) {
            publishLamp(world);
            var printer = world.machine("printer", "marlin", "--speed", "20");
            world.machine("mill", "grbl", "--speed", "20");
            var lin = labOf(world);
            world.pairAgent(lin, "demo-lab");

            var cut = runningJob(world, lin, "The mill", "toolpaths/engraving.gcode");
            world.jobAtLine(lin, cut, 20);
            lin.post("/api/v1/jobs/" + cut + "/pause", Map.of()).ok();
            world.jobIn(lin, cut, "paused");
            lin.post("/api/v1/jobs/" + cut + "/resume", Map.of()).ok();
            world.jobIn(lin, cut, "running");
            lin.post("/api/v1/jobs/" + cut + "/cancel", Map.of()).ok();
            world.jobIn(lin, cut, "cancelled");
            world.readyMachine(lin, "The mill");

            var print = runningJob(world, lin, "The printer", "toolpaths/vase.gcode");
            world.jobAtLine(lin, print, 20);
            lin.post("/api/v1/jobs/" + print + "/stop", Map.of()).ok();
            var stopped = world.jobIn(lin, print, "cancelled");
            assertThat(stopped.path("events").toString()).contains("emergency-stop");
            heatersAreOff(printer);
        }
    }

    private static void publishLamp(World world) throws Exception {
        var ada = world.as("ada");
        ada.post(
                        "/api/v1/designs",
                        Map.of(
                                "name",
                                "lamp",
                                "title",
                                "Lamp",
                                "summary",
                                "A lamp",
                                "licence",
                                "CERN-OHL-S-2.0",
                                "tags",
                                List.of("light")))
                .ok();
        ada.form(
                        "/api/v1/designs/ada/lamp/revisions",
                        new TreeMap<>(Map.of(
                                "message",
                                "First",
                                "README.md",
                                "# Lamp\n".getBytes(StandardCharsets.UTF_8),
                                "toolpaths/vase.gcode",
                                Programs.vase(5200),
                                "toolpaths/engraving.gcode",
                                Programs.engraving(5200))))
                .ok();
    }

    private static Person labOf(World world) throws Exception {
        var lin = world.as("lin");
        lin.post("/api/v1/labs", Map.of("handle", "demo-lab", "name", "Demo Lab", "openTo", "anyone"))
                .ok();
        return lin;
    }

    private static String runningJob(World world, Person operator, String machine, String path) throws Exception {
        var id = world.readyMachine(operator, machine);
        var job = operator.post(
                        "/api/v1/jobs", Map.of("machine", id, "design", "ada/lamp", "revision", "head", "path", path))
                .ok()
                .path("id")
                .asText();
        operator.post("/api/v1/jobs/" + job + "/confirm", Map.of()).ok();
        world.jobIn(operator, job, "running");
        return job;
    }

    private static void heatersAreOff(World.Machine printer) {
        Awaitility.await("heaters are off").atMost(World.PATIENCE).until(() -> {
            var temperatures = printer.state().path("temperatures");
            return temperatures.path("T0").path("target").asDouble() == 0
                    && temperatures.path("B").path("target").asDouble() == 0;
        });
    }

    private static List<String> moves(World.Machine machine) throws Exception {
        return Programs.moves(machine.executedCommands());
    }
}
