// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fabcommons.preflight.Finding;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The golden files are what agents in the field speak: they are read, and what we write is the same. */
class LinkJsonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/link/v1");

    private static final Map<String, Object> ASKING = Map.of(
            "runAllowed",
            new Command.Run(
                    "printer",
                    "j1",
                    2,
                    "lamp.gcode",
                    "ab".repeat(32),
                    12345,
                    Optional.of(new Command.Word(Set.of("M600"), "ana", "Ana Silva"))),
            "refuse",
            new Command.Refuse("printer", "j1", "ana", "Not with this nozzle."),
            "answer",
            new Command.Answer("printer", "5f3a-7", 1, "ana", "Ana Silva"),
            "telemetryAnswerable",
            new Telemetry(
                    1_790_000_000_000L,
                    List.of(new Telemetry.Machine(
                            "printer",
                            Telemetry.State.PAUSED,
                            Optional.empty(),
                            Map.of(),
                            Map.of(),
                            Optional.of("j1"),
                            Optional.empty(),
                            Optional.of(new Telemetry.Question(
                                    "purge",
                                    "",
                                    Optional.of(new Telemetry.Answering("5f3a-7", List.of("go-on", "purge-more")))))))),
            "jobAsked",
            new Message.JobMoved(
                    "m3",
                    "j1",
                    2,
                    8,
                    JobState.QUEUED,
                    1_790_000_000_000L,
                    Optional.of("policy-asks"),
                    Optional.empty(),
                    Message.Progress.NONE,
                    Optional.empty(),
                    Optional.of(new Message.Asked(
                            List.of(new Finding(Finding.Severity.ASK, "policy-ask", 2, List.of("M600"))),
                            Set.of("M600"),
                            false,
                            List.of("ana")))),
            "jobMeasured",
            new Message.JobMoved(
                    "m4",
                    "j1",
                    2,
                    9,
                    JobState.FINISHED,
                    1_790_000_000_000L,
                    Optional.empty(),
                    Optional.empty(),
                    new Message.Progress(9000, 9000, 1, Optional.empty()),
                    Optional.of(new Message.Result(8990, 8990, 9000, 0, 0, 512.5, 180_000, true)
                            .with(List.of(
                                    new Message.ToolLength("", 0, 1_789_999_500_000L),
                                    new Message.ToolLength("T2", 3.2, 1_789_999_560_000L))))),
            "jobSaying",
            new Message.JobMoved(
                            "m5",
                            "j1",
                            2,
                            9,
                            JobState.FAILED,
                            1_790_000_000_000L,
                            Optional.of("line-refused"),
                            Optional.empty(),
                            new Message.Progress(12, 9000, 0.5, Optional.empty()),
                            Optional.empty())
                    .saying(Detail.of("machine-refused-line", 12, "X10Q9")
                            .and("error-grbl", 20, "this command is not supported")),
            "bedSeen",
            new BedSeen("printer", "j1", "Eye", true, "", 0.97),
            "jobEnded",
            new Message.JobMoved(
                            "m4",
                            "j1",
                            2,
                            9,
                            JobState.FINISHED,
                            1_790_000_000_000L,
                            Optional.empty(),
                            Optional.empty(),
                            new Message.Progress(9000, 9000, 1, Optional.empty()),
                            Optional.empty())
                    .with(new Curve(List.of(
                            new Curve.Moment(0, 0, Map.of("T0", new Telemetry.Temperature(21.5, 205))),
                            new Curve.Moment(60, 0.5, Map.of("T0", new Telemetry.Temperature(204.8, 205)))))),
            "telemetryAsking",
            new Telemetry(
                    1_790_000_000_000L,
                    List.of(new Telemetry.Machine(
                            "printer",
                            Telemetry.State.PAUSED,
                            Optional.of("Put in tool T1, then go on."),
                            Map.of(),
                            Map.of(),
                            Optional.of("j1"),
                            Optional.empty(),
                            Optional.of(new Telemetry.Question("tool", "T1"))))));

    private static final Map<String, Object> MESSAGES = Map.of(
            "run",
            new Command.Run("printer", "j1", 2, "lamp.gcode", "ab".repeat(32), 12345),
            "pause",
            new Command.Pause("printer", "j1"),
            "resume",
            new Command.Resume("printer", "j1"),
            "cancel",
            new Command.Cancel("printer", "j1"),
            "availability",
            new Command.Availability("mill", Optional.of(new Command.Out(1_790_000_000_000L, "A new belt", "lin"))),
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
                    Optional.of(new Message.Result(8990, 4700, 4711, 3, 1, 512.5, 180_000, true)),
                    Optional.empty()),
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
        return Stream.of(MESSAGES, ASKING)
                .flatMap(all -> all.entrySet().stream())
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
                "run",
                "pause",
                "resume",
                "cancel",
                "refuse",
                "availability",
                "answer",
                "emergencyStop",
                "hello",
                "jobMoved",
                "telemetry",
                "localJob");
        var known = new HashSet<>(MESSAGES.keySet());
        known.addAll(ASKING.keySet());
        assertThat(known).containsAll(kinds);
        assertThat(Command.class.getPermittedSubclasses().length + Message.class.getPermittedSubclasses().length)
                .as("records of the sealed types; telemetry and what was made without a hub are none of them")
                .isEqualTo(kinds.size() - 2);
    }
}
