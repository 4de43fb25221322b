// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.fabcommons.agent.Agent;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code fab-agent run}, a process of its own, and its machine. */
class RunningTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) open.get(i).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"marlin", "grbl"})
    void killedAtAnyMomentAnAgentMakesItsMachineSafeAndStartsNothingByItself(String profile) throws Exception {
        var machine = machine(profile, "20");
        var file = profile.equals("marlin") ? Toolpaths.printed(folder, 6000) : Toolpaths.milled(folder, 6000);
        var agent = agent(profile, machine);
        var settled = new HashSet<String>();
        for (long killedAtLine : new long[] {-1, 0, 12, 400}) {
            var job = agent.runs(file);
            if (killedAtLine >= 0) await().atMost(PATIENCE).until(() -> agent.line() >= killedAtLine);
            agent.kill();
            long executed = machine.executedOfFile().size();

            agent.start();
            var end = agent.ended(job);
            assertThat(end.path("state").asText()).isIn("interrupted", "failed");
            if (end.path("state").asText().equals("interrupted")) {
                assertThat(end.at("/result/safe").asBoolean()).isTrue();
                assertThat(end.at("/result/lastAcknowledgedLine").asLong()).isGreaterThanOrEqualTo(killedAtLine);
                assertThat(end.at("/progress/lines").asLong()).isEqualTo(6002);
            } else {
                assertThat(end.path("reason").asText()).isEqualTo("agent-restarted");
            }
            assertThat(settled.add(job)).isTrue();
            machine.awaits(now -> now.path("spindle").asDouble(0) == 0);
            if (profile.equals("marlin")) await().atMost(PATIENCE).until(() -> machine.nozzleTarget() == 0);
            agent.idle();
            assertThat(agent.state().at("/machines/0/job").isMissingNode()).isTrue();
            // What was in the machine's own buffers may have come through, and nothing else.
            assertThat(machine.executedOfFile().size() - executed).isLessThan(40);
        }
        assertThat(agent.state().path("jobs")).hasSize(settled.size());
    }

    /** What both runs carried out together is the file: nothing left out, nothing twice that was not said to be in doubt. */
    @ParameterizedTest
    @ValueSource(strings = {"marlin", "grbl"})
    void whatAKillStoppedIsTakenUpWhereItIsInDoubtAndOnlyWhenSomebodySaysSo(String profile) throws Exception {
        var machine = machine(profile, "60");
        var agent = agent(profile, machine);
        var file = profile.equals("marlin") ? Toolpaths.printed(folder, 700) : Toolpaths.milled(folder, 700);
        var job = agent.runs(file);
        await().atMost(PATIENCE).until(() -> agent.line() > 250);
        agent.kill();
        agent.start();
        assertThat(agent.ended(job).path("state").asText()).isEqualTo("interrupted");
        agent.idle();
        // Without M5 and M9, by which the agent has made the mill safe.
        int first = machine.executedOfFile().size() - (profile.equals("grbl") ? 2 : 0);
        var stop = agent.json("GET", "api/v1/machines/bench/stopped", "").at("/items/0");
        assertThat(stop.path("job").asText()).isEqualTo(job);
        assertThat(stop.path("lastSentLine").asLong())
                .isGreaterThanOrEqualTo(stop.path("lastAcknowledgedLine").asLong());
        var offer = agent.json("POST", "api/v1/machines/bench/from", "{\"job\":\"" + job + "\"}");
        long from = offer.path("line").asLong();
        assertThat(offer.path("firstDoubtfulLine").asLong()).isEqualTo(from);
        // A mill's tool may stand below the zero.
        double height = profile.equals("grbl") ? -0.5 : 0.5;
        var measured =
                agent.json("POST", "api/v1/machines/bench/from", "{\"job\":\"" + job + "\",\"height\":" + height + "}");
        assertThat(measured.path("height").asDouble()).isEqualTo(height);
        assertThat(offer.path("before")).isNotEmpty();
        // Opening the mill's port has restarted it.
        assertThat(offer.path("warnings").toString().contains("has forgotten where its tool stands"))
                .isEqualTo(profile.equals("grbl"));
        // Two lines of comment stand before the first command. What the machine carried out lies between these two.
        assertThat((long) first)
                .isBetween(
                        stop.path("lastAcknowledgedLine").asLong() - 2,
                        stop.path("lastSentLine").asLong() - 2);
        assertThat(agent.state().at("/machines/0/job").isMissingNode()).isTrue();

        var follower = agent.json("POST", "api/v1/machines/bench/from", "{\"job\":\"" + job + "\",\"clear\":true}")
                .path("id")
                .asText();
        assertThat(agent.ended(follower).path("state").asText()).isEqualTo("finished");
        assertThat(agent.json("GET", "api/v1/machines/bench/stopped", "").path("items"))
                .isEmpty();
        agent.close();
        machine.stop();
        var all = machine.executedOfFile();
        var whole = Toolpaths.commands(file);
        assertThat(all.subList(0, first)).isEqualTo(whole.subList(0, first));
        var rest = whole.subList((int) from - 3, whole.size());
        assertThat(all).containsSubsequence(rest);
        int tail = all.size() - rest.size() - (profile.equals("grbl") ? 3 : 0);
        assertThat(all.subList(tail, tail + rest.size())).isEqualTo(rest);
        assertThat(from - 3).as("nothing left out").isLessThanOrEqualTo(first);
        machine.awaits(now -> now.path("spindle").asDouble(0) == 0);
    }

    @Test
    void aFileIsTriedInTheFirmwaresCheckModeAndTheLineItWouldRefuseIsNamed() throws Exception {
        var mill = machine("grbl", "60");
        var agent = agent("grbl", mill);
        var good = agent.tries(Toolpaths.milled(folder, 300));
        var end0 = agent.ended(good);
        assertThat(end0.path("state").asText()).as(end0.toString()).isEqualTo("finished");
        agent.idle();
        var bad = agent.tries(Toolpaths.write(folder.resolve("bad.gcode"), List.of("G21", "G90", "G1 X5 F500", "G4")));
        var end = agent.ended(bad);
        assertThat(end.path("reason").asText()).isEqualTo("line-refused");
        assertThat(end.path("detail").asText()).contains("line 6");
        agent.idle();
        assertThat(mill.executedOfFile().stream().filter(command -> command.startsWith("G1")))
                .isEmpty();
        assertThat(agent.json("GET", "api/v1/machines/bench/stopped", "").path("items"))
                .isEmpty();
    }

    @Test
    void anAgentThatIsToldToEndStopsTheJobAndSwitchesTheHeatersOff() throws Exception {
        var machine = machine("marlin", "20");
        var agent = agent("marlin", machine);
        var job = agent.runs(Toolpaths.printed(folder, 6000));
        await().atMost(PATIENCE).until(() -> agent.line() > 100);
        assertThat(machine.nozzleTarget()).isEqualTo(200);
        agent.close();
        machine.awaits(now -> now.at("/temperatures/T0/target").asDouble(-1) == 0);
        agent.start();
        var end = agent.ended(job);
        assertThat(end.path("state").asText()).isEqualTo("interrupted");
        assertThat(end.path("detail").asText()).contains("in good order");
    }

    @Test
    void aJobIsPausedResumedAndStoppedFromTheAgentsOwnPage() throws Exception {
        var machine = machine("marlin", "20");
        var agent = agent("marlin", machine);
        var job = agent.runs(Toolpaths.printed(folder, 6000));
        await().atMost(PATIENCE).until(() -> agent.line() > 50);
        agent.asks("pause");
        await().atMost(PATIENCE)
                .until(() -> agent.state().at("/machines/0/job/state").asText().equals("paused"));
        agent.asks("resume");
        await().atMost(PATIENCE)
                .until(() -> agent.state().at("/machines/0/job/state").asText().equals("running"));
        agent.asks("stop");
        assertThat(agent.ended(job).path("reason").asText()).isEqualTo("emergency-stop");
        machine.awaits(now -> now.at("/temperatures/T0/target").asDouble(-1) == 0);
    }

    @Test
    void aMachineThatIsNotThereAfterACrashIsMadeSafeWhenItComes() throws Exception {
        var machine = machine("marlin", "20");
        var agent = agent("marlin", machine);
        var job = agent.runs(Toolpaths.printed(folder, 6000));
        await().atMost(PATIENCE).until(() -> agent.line() > 50);
        var port = machine.port();
        var terminal = Files.readSymbolicLink(port);
        agent.kill();
        // The machine offers a fresh terminal under its name first; pulled before that, it would be there again.
        await().atMost(PATIENCE)
                .until(() -> Files.isSymbolicLink(port)
                        && !Files.readSymbolicLink(port).equals(terminal));
        var away = port.resolveSibling("unplugged");
        Files.move(port, away);
        agent.start();
        var end = agent.ended(job);
        assertThat(end.path("state").asText()).isEqualTo("interrupted");
        assertThat(end.at("/result/safe").asBoolean()).isFalse();
        assertThat(machine.nozzleTarget()).isEqualTo(200);
        Files.move(away, port);
        machine.awaits(now -> now.at("/temperatures/T0/target").asDouble(-1) == 0);
    }

    @Test
    void aSecondAgentInTheSameFolderIsTurnedAway() throws Exception {
        agent("marlin", machine("marlin", "1"));
        var second = new Program("run", "--data", folder.resolve("agent").toString(), "--local-port", "0");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.output()).contains("another agent already works in");
    }

    @Test
    void whatIsWrongInTheSettingsIsNamed() throws Exception {
        assertThat(wrong("run", "--machine", "key=a,port=/dev/x")).contains("lacks profile=");
        assertThat(wrong("run", "--machine", "key=a,profile=marlin,port=/dev/x,colour=red"))
                .contains("colour");
        assertThat(wrong("run", "--machine", "key=a,profile=steam,port=/dev/x"))
                .contains("there is no profile steam", "marlin");
        assertThat(wrong("run", "--machine", "key=Big Mill,profile=grbl,port=/dev/x"))
                .contains("a-z");
        assertThat(wrong("run", "--hub", "example.org")).contains("https://hub.example.org");
        assertThat(wrong("pair")).contains("--hub");
        var settings = Files.writeString(folder.resolve("agent.yaml"), "hub: http://localhost:1\nmachnies: []\n");
        assertThat(wrong("run", "--config", settings.toString())).contains("machnies");
        Files.writeString(settings, "policy:\n  ask: [M600]\n  forbidden:\n    - G1 X\n");
        assertThat(wrong("run", "--config", settings.toString())).contains("agent.yaml, line 4", "G1 X");
        Files.writeString(settings, "policy:\n  limits:\n    nozzleMaxC: -3\n");
        assertThat(wrong("run", "--config", settings.toString())).contains("agent.yaml, line 3", "above 0");
        Files.writeString(settings, "machines:\n  - key: a\n    port: /dev/x\n");
        assertThat(wrong("run", "--config", settings.toString()))
                .contains("agent.yaml: machines 1 has no \"profile\".")
                .doesNotContain("Usage", "creator");
        Files.writeString(settings, "machines:\n  - {key: a, profile: grbl, port: /dev/x, baud: fast}\n");
        assertThat(wrong("run", "--config", settings.toString())).contains("line 2", "\"fast\"", "machines 1, baud");
        Files.writeString(
                settings,
                """
                machines: [{key: a, profile: marlin, port: /dev/x}]
                cameras:
                  - {key: left, source: /dev/video0, machine: a, timeLapse: layer}
                  - {key: right, source: /dev/video2, machine: a, timeLapse: 10}
                """);
        assertThat(wrong("run", "--config", settings.toString())).contains("left and right", "time-lapse");
        Files.writeString(settings, "policy:\n  administrators: [Ana]\n");
        assertThat(wrong("password", "--config", settings.toString(), "--administrator", "Bo"))
                .contains("names Bo among its administrators");
    }

    private String wrong(String... arguments) throws Exception {
        var program = new Program(arguments);
        assertThat(program.exitCode()).as(program.output()).isEqualTo(2);
        return program.output();
    }

    private SimulatedMachine machine(String profile, String speed) {
        var machine = SimulatedMachine.start(folder, profile, "--speed", speed);
        open.add(machine);
        return machine;
    }

    private RunningAgentProgram agent(String profile, SimulatedMachine machine) throws Exception {
        var agent = new RunningAgentProgram(profile, machine);
        open.add(agent);
        agent.start();
        agent.idle();
        return agent;
    }

    /** A call that should end by itself. */
    private final class Program {
        private final Path output = folder.resolve("output-" + System.nanoTime());
        private final Process process;

        Program(String... arguments) {
            process = Agent.start(output, arguments);
        }

        int exitCode() throws Exception {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
            return process.exitValue();
        }

        String output() throws IOException {
            return Files.readString(output);
        }
    }

    /** A running agent and its local API. */
    private final class RunningAgentProgram implements AutoCloseable {
        private static final Pattern PAGE = Pattern.compile("Local page: (\\S+)");
        private final HttpClient http = HttpClient.newHttpClient();
        private final String profile;
        private final SimulatedMachine machine;
        private Optional<Process> process = Optional.empty();
        private URI page = URI.create("http://127.0.0.1/");

        RunningAgentProgram(String profile, SimulatedMachine machine) {
            this.profile = profile;
            this.machine = machine;
        }

        void start() throws IOException {
            var output = folder.resolve("agent-" + System.nanoTime() + ".out");
            process = Optional.of(Agent.start(
                    output,
                    "run",
                    "--data",
                    folder.resolve("agent").toString(),
                    "--local-port",
                    "0",
                    "--machine",
                    "key=bench,profile=" + profile + ",port=" + machine.port() + ",simulated"));
            page = await().atMost(PATIENCE)
                    .until(
                            () -> {
                                var found = PAGE.matcher(Files.readString(output));
                                return found.find() ? Optional.of(URI.create(found.group(1))) : Optional.<URI>empty();
                            },
                            Optional::isPresent)
                    .orElseThrow();
        }

        void idle() {
            await().atMost(PATIENCE)
                    .until(() -> state().at("/machines/0/state").asText().equals("idle"));
        }

        /** Uploads a file and says that the machine is clear; the job's id. */
        String runs(Path file) throws Exception {
            var upload = json("POST", "api/v1/files?name=job.gcode", Files.readString(file));
            var order = "{\"file\":\"" + upload.path("file").asText() + "\",\"clear\":true}";
            return json("POST", "api/v1/machines/bench/jobs", order).path("id").asText();
        }

        /** Uploads a file and lets the machine try it. */
        String tries(Path file) throws Exception {
            var upload = json("POST", "api/v1/files?name=trial.gcode", Files.readString(file));
            var order = "{\"file\":\"" + upload.path("file").asText() + "\",\"clear\":true}";
            return json("POST", "api/v1/machines/bench/trials", order)
                    .path("id")
                    .asText();
        }

        long line() throws Exception {
            return state().at("/machines/0/progress/line").asLong();
        }

        void asks(String wish) throws Exception {
            json("POST", "api/v1/machines/bench/" + wish, "");
        }

        JsonNode ended(String job) {
            return await().atMost(PATIENCE).until(() -> json("GET", "api/v1/jobs/" + job, ""), now -> List.of(
                            "finished", "failed", "cancelled", "interrupted")
                    .contains(now.path("state").asText()));
        }

        JsonNode state() throws Exception {
            return json("GET", "api/v1/state", "");
        }

        private JsonNode json(String method, String path, String body) throws Exception {
            var answer = http.send(
                    HttpRequest.newBuilder(page.resolve(path))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
            return new ObjectMapper().readTree(answer.body().isEmpty() ? "{}" : answer.body());
        }

        void kill() {
            process.ifPresent(running -> running.destroyForcibly().onExit().join());
        }

        @Override
        public void close() {
            process.ifPresent(running -> {
                running.destroy();
                running.onExit().join();
            });
        }
    }
}
