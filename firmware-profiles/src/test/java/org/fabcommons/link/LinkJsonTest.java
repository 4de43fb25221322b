// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden files are what agents in the field speak: they are read, and what we write is the same. */
class LinkJsonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/link/v1");

    private static final Map<String, Object> MESSAGES = Map.of(
            "run",
            new Command.Run("printer", "j1", 2, "lamp.gcode", "ab".repeat(32), 12345),
            "pause",
            new Command.Pause("printer", "j1"),
            "resume",
            new Command.Resume("printer", "j1"),
            "cancel",
            new Command.Cancel("printer", "j1"),
            "emergencyStop",
            new Command.EmergencyStop("mill"),
            "hello",
            new Message.Hello("m1", "0.1.0", List.of(new Message.Machine("mill", "Mill", "grbl", true))),
            "jobMoved",
            new Message.JobMoved(
                    "m2",
                    "j1",
                    2,
                    7,
                    JobState.INTERRUPTED,
                    1_790_000_000_000L,
                    Optional.of("agent-restarted"),
                    Optional.of("The agent stopped in the middle of the job."),
                    new Message.Progress(4711, 9000, 0.52, Optional.of(360L)),
                    Optional.of(new Message.Result(8990, 4700, 4711, 3, 1, 512.5, 180_000, true))),
            "localJob",
            new LocalJob(
                    "local-1",
                    "printer",
                    "lamp.gcode",
                    "ab".repeat(32),
                    12345,
                    JobState.FAILED,
                    true,
                    1_790_000_000_000L,
                    1_790_000_600_000L,
                    Optional.of("port-lost"),
                    Optional.of("The cable was pulled."),
                    new Message.Progress(4711, 9000, 0.52, Optional.empty()),
                    Optional.of(new Message.Result(8990, 4700, 4711, 3, 1, 512.5, 180_000, true))),
            "telemetry",
            new Telemetry(
                    1_790_000_000_000L,
                    List.of(new Telemetry.Machine(
                            "printer",
                            Telemetry.State.RUNNING,
                            Optional.empty(),
                            Map.of("T0", new Telemetry.Temperature(204.8, 205)),
                            Map.of("X", 12.5),
                            Optional.of("j1"),
                            Optional.of(new Message.Progress(10, 100, 0.1, Optional.empty()))))));

    @TestFactory
    List<DynamicTest> everyMessageIsReadAndWrittenAsItsGoldenFileSays() {
        return MESSAGES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static void compare(String name, Object message) throws Exception {
        var mapper = LinkJson.mapper();
        var golden = mapper.readTree(Files.readString(GOLDEN.resolve(name + ".json")));
        assertThat(mapper.readTree(mapper.writeValueAsString(message))).isEqualTo(golden);
        // Commands and messages are read by their type's name, the others as what they are.
        var type = message instanceof Command
                ? Command.class
                : message instanceof Message ? Message.class : message.getClass();
        assertThat((Object) mapper.treeToValue(golden, type)).isEqualTo(message);
    }

    @Test
    void whatANewerSideAddsIsIgnored() throws Exception {
        var text = "{\"type\":\"pause\",\"machine\":\"a\",\"job\":\"b\",\"colour\":\"red\"}";
        assertThat(LinkJson.mapper().readValue(text, Command.class)).isEqualTo(new Command.Pause("a", "b"));
    }

    @Test
    void everyKindOfMessageHasAGoldenFile() throws Exception {
        var kinds = Set.of(
                "run", "pause", "resume", "cancel", "emergencyStop", "hello", "jobMoved", "telemetry", "localJob");
        assertThat(MESSAGES.keySet()).isEqualTo(kinds);
        assertThat(Command.class.getPermittedSubclasses().length + Message.class.getPermittedSubclasses().length)
                .as("records of the sealed types; telemetry and what was made without a hub are none of them")
                .isEqualTo(kinds.size() - 2);
    }
}
