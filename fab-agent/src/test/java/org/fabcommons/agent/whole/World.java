// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.fabcommons.agent.AgentApplication;
import org.fabcommons.hub.HubApplication;

/** A hub, simulated machines and an agent, each a process, and people who use them. */
final class World implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    final Path folder;
    final URI hubAddress;
    private final int port;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final List<JavaProgram> programs = new ArrayList<>();
    private JavaProgram hub;
    private JavaProgram agent;
    private final List<String> machineOptions = new ArrayList<>();

    /** A simulated machine: what it really executed is in the file. */
    record Machine(String key, JavaProgram program, Path executed, Path status) {
        List<String> executedCommands() throws IOException {
            return Files.exists(executed) ? Files.readAllLines(executed) : List.of();
        }

        JsonNode state() throws IOException {
            return Person.JSON.readTree(status.toFile());
        }
    }

    private World(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.hubAddress = URI.create("http://localhost:" + port);
    }

    static World start(Path folder) throws Exception {
        int port;
        try (var probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        var world = new World(folder, port);
        world.startHub();
        return world;
    }

    void startHub() throws Exception {
        hub = JavaProgram.start(
                "hub",
                HubApplication.class.getName(),
                List.of(),
                Map.of(
                        "FAB_HUB_DATA", folder.resolve("hub").toString(),
                        "FAB_HUB_PORT", String.valueOf(port),
                        "FAB_HUB_BASE_URL", hubAddress.toString(),
                        "FAB_HUB_DEMO", "true",
                        "FAB_HUB_LOG", "INFO"),
                List.of());
        programs.add(hub);
        var anyone = anyone();
        Awaitility.await("the hub answers")
                .atMost(PATIENCE)
                .ignoreException(java.net.ConnectException.class)
                .until(() -> anyone.get("/api/v1/designs").status() == 200);
    }

    void killHub() throws InterruptedException {
        hub.kill();
    }

    /** Somebody who has not signed in. */
    Person anyone() {
        return new Person(hubAddress, "");
    }

    /** A person by handle; signed up the first time. */
    Person as(String handle) throws Exception {
        if (!people.containsKey(handle)) people.put(handle, Person.signUp(hubAddress, handle));
        return people.get(handle);
    }

    /** Starts a machine; the agent drives those that were started before it. */
    Machine machine(String key, String profile, String... options) throws Exception {
        var link = folder.resolve(key + ".port");
        var executed = folder.resolve(key + ".executed");
        var status = folder.resolve(key + ".json");
        var arguments = new ArrayList<>(List.of("simulate", "--profile", profile, "--link", link.toString()));
        arguments.addAll(List.of("--executed", executed.toString(), "--status", status.toString()));
        arguments.addAll(List.of(options));
        var program =
                JavaProgram.start(key, AgentApplication.class.getName(), List.of(), Map.of(), List.copyOf(arguments));
        programs.add(program);
        Awaitility.await(key + " is there").atMost(PATIENCE).until(() -> Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        machineOptions.add("--machine");
        machineOptions.add("key=" + key + ",name=The " + key + ",profile=" + profile + ",port=" + link + ",simulated");
        return new Machine(key, program, executed, status);
    }

    JavaProgram startAgent() throws Exception {
        var arguments = new ArrayList<>(List.of("run", "--hub", hubAddress.toString()));
        arguments.addAll(List.of("--data", folder.resolve("agent").toString(), "--local-port", "0"));
        arguments.addAll(machineOptions);
        agent = JavaProgram.start(
                "agent", AgentApplication.class.getName(), List.of(), Map.of(), List.copyOf(arguments));
        programs.add(agent);
        return agent;
    }

    JavaProgram agent() {
        return agent;
    }

    /** Starts the agent, and has the lab's manager enter the code that it shows. */
    void pairAgent(Person manager, String lab) throws Exception {
        var code = startAgent().says("enter the code (\\S+)").group(1);
        assertThat(manager.post("/api/v1/pairings/" + code, Map.of("lab", lab)).status())
                .isEqualTo(204);
    }

    /** The hub's id of a machine, once it is ready for a job. */
    String readyMachine(Person person, String name) {
        return Awaitility.await("the hub shows " + name + " as idle")
                .atMost(PATIENCE)
                .until(
                        () -> {
                            for (var machine :
                                    person.get("/api/v1/machines").ok().path("items"))
                                if (machine.path("name").asText().equals(name)
                                        && machine.path("state").asText().equals("idle"))
                                    return machine.path("id").asText();
                            return "";
                        },
                        id -> !id.isEmpty());
    }

    /** The job, once it is in this state. */
    JsonNode jobIn(Person person, String job, String state) {
        return Awaitility.await("the job is " + state)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            var answer = person.get("/api/v1/jobs/" + job).ok();
                            var now = answer.path("state").asText();
                            if (!now.equals(state)
                                    && List.of("failed", "interrupted", "finished", "cancelled")
                                            .contains(now))
                                throw new AssertionError(
                                        "the job is " + now + ": " + answer.toPrettyString() + "\n" + agent.output());
                            return answer;
                        },
                        answer -> answer.path("state").asText().equals(state));
    }

    /** The job, once the machine has acknowledged as many lines. */
    JsonNode jobAtLine(Person person, String job, long line) {
        return Awaitility.await("the job is at line " + line)
                .atMost(PATIENCE)
                .until(
                        () -> person.get("/api/v1/jobs/" + job).ok(),
                        answer -> answer.path("progress").path("line").asLong() >= line);
    }

    /** Everything that the processes have said, for a failure's report. */
    String output() {
        var all = new StringBuilder();
        for (var program : programs) all.append(program.output()).append('\n');
        return all.toString();
    }

    @Override
    public void close() throws Exception {
        for (int i = programs.size() - 1; i >= 0; i--) programs.get(i).close();
    }
}
