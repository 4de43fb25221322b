// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fabcommons.agent.SimulatedMachine;
import org.fabcommons.agent.Toolpaths;
import org.fabcommons.agent.transport.Port;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.FlowControl;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can come between a session and its machine: a library that hangs, a cable in the wrong machine. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectingTest {
    @TempDir
    private Path folder;

    @Test
    void aWriteThatNeverEndsIsGivenUpToldOfAndTheMachineIsMetAnew() throws Exception {
        try (var printer = SimulatedMachine.start(folder, "marlin", "--speed", "200", "--keeps-running")) {
            var ports = new HangingPorts();
            var setup = new MachineSetup(
                    "printer",
                    "Printer",
                    Profiles.standard().require("marlin"),
                    printer.port().toString());
            var session = MachineSession.open(setup, ports);
            becomes(session, Telemetry.State.IDLE);

            ports.hang = true;
            var heard = new Heard();
            var file = Toolpaths.write(folder.resolve("a.gcode"), List.of("G28", "G1 X10 F3000", "G1 X20", "G1 X30"));
            session.run(new RunRequest("job", file, 0), heard);
            var over = heard.awaitOver();
            assertThat(over.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(over.detail()).contains("does not come back from writing");

            ports.hang = false;
            becomes(session, Telemetry.State.IDLE);
            assertThat(ports.opened.get()).isGreaterThan(1);
            // The thread that hung comes back late, and does nothing more.
            ports.released.countDown();
            var again = new Heard();
            session.run(new RunRequest("again", file, 0), again);
            assertThat(again.awaitOver().outcome()).isEqualTo(Outcome.FINISHED);
            session.close();
        }
    }

    @Test
    void anotherMachineAtTheSamePortIsNotUsed() throws Exception {
        var port = folder.resolve("marlin");
        var setup = new MachineSetup("printer", "Printer", Profiles.standard().require("marlin"), port.toString());
        try (var session = MachineSession.open(setup, Ports.serial())) {
            try (var printer = SimulatedMachine.start(folder, "marlin", "--keeps-running")) {
                becomes(session, Telemetry.State.IDLE);
            }
            becomes(session, Telemetry.State.OFFLINE);
            try (var other = SimulatedMachine.start(folder, "repetier", "--keeps-running")) {
                Files.createSymbolicLink(port, other.port());
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> session.snapshot().detail().orElse("").contains("Another machine"));
                assertThat(session.snapshot().state()).isEqualTo(Telemetry.State.ERROR);
                assertThat(session.snapshot().detail().orElseThrow()).contains("Repetier", "Marlin");
                Files.delete(port);
            }
            try (var printer = SimulatedMachine.start(folder, "marlin", "--keeps-running")) {
                becomes(session, Telemetry.State.IDLE);
            }
        }
    }

    @Test
    void aMachineIsKnownAfterARestartUntilAPersonSaysThatAnotherOneIsMeant() throws Exception {
        try (var marlin = SimulatedMachine.start(folder, "marlin", "--keeps-running");
                var repetier = SimulatedMachine.start(folder, "repetier", "--keeps-running")) {
            var cable = Files.createSymbolicLink(folder.resolve("cable"), marlin.port());
            var setup =
                    new MachineSetup("printer", "Printer", Profiles.standard().require("marlin"), cable.toString());
            try (var before = MachineSession.open(setup, Ports.serial(), KnownMachines.in(folder), folder)) {
                becomes(before, Telemetry.State.IDLE);
            }
            Files.delete(cable);
            Files.createSymbolicLink(cable, repetier.port());
            try (var after = MachineSession.open(setup, Ports.serial(), KnownMachines.in(folder), folder)) {
                becomes(after, Telemetry.State.ERROR);
                assertThat(after.snapshot().detail().orElseThrow()).contains("Another machine", "Repetier", "unlock");
                after.unlock();
                becomes(after, Telemetry.State.IDLE);
            }
            try (var later = MachineSession.open(setup, Ports.serial(), KnownMachines.in(folder), folder)) {
                becomes(later, Telemetry.State.IDLE);
            }
        }
    }

    @Test
    void aStopWhileAMachineIsBeingMetDoesNotSpareItBeingAskedWhoItIs() throws Exception {
        try (var known = SimulatedMachine.start(folder, "grblhal", "--keeps-running");
                var other = SimulatedMachine.start(folder, "grbl", "--keeps-running")) {
            var cable = Files.createSymbolicLink(folder.resolve("cable"), known.port());
            var setup = new MachineSetup("mill", "Mill", Profiles.standard().require("grblhal"), cable.toString());
            try (var before = MachineSession.open(setup, Ports.serial(), KnownMachines.in(folder), folder)) {
                becomes(before, Telemetry.State.IDLE);
            }
            Files.delete(cable);
            Files.createSymbolicLink(cable, other.port());
            try (var after = MachineSession.open(setup, Ports.serial(), KnownMachines.in(folder), folder)) {
                var console = after.hand().orElseThrow().console();
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> !console.after(0).isEmpty());
                after.emergencyStop();
                var met = Set.of(Telemetry.State.IDLE, Telemetry.State.ERROR);
                await().atMost(Duration.ofMinutes(1)).until(() -> {
                    var now = after.snapshot();
                    return met.contains(now.state()) && !now.detail().orElse("").contains("Another program");
                });
                assertThat(after.snapshot().detail().orElse("ready")).contains("Another machine");
            }
        }
    }

    @Test
    void twoMachinesWhoseCablesAreSwappedAreBothNotUsedUntilTheyAreBack() throws Exception {
        try (var marlin = SimulatedMachine.start(folder, "marlin", "--keeps-running");
                var repetier = SimulatedMachine.start(folder, "repetier", "--keeps-running")) {
            var left = Files.createSymbolicLink(folder.resolve("left"), marlin.port());
            var right = Files.createSymbolicLink(folder.resolve("right"), repetier.port());
            var ports = new PluggedPorts();
            try (var one = open("marlin", left, ports);
                    var other = open("repetier", right, ports)) {
                becomes(one, Telemetry.State.IDLE);
                becomes(other, Telemetry.State.IDLE);
                Files.delete(left);
                Files.delete(right);
                ports.unplugAll();
                becomes(one, Telemetry.State.OFFLINE);
                becomes(other, Telemetry.State.OFFLINE);
                Files.createSymbolicLink(left, repetier.port());
                Files.createSymbolicLink(right, marlin.port());
                becomes(one, Telemetry.State.ERROR);
                becomes(other, Telemetry.State.ERROR);
                for (var session : List.of(one, other))
                    assertThat(session.snapshot().detail().orElseThrow())
                            .contains("Another machine", "Put the cables back");
            }
        }
    }

    @Test
    void aMachineKnownByWhatItIsIsFoundAgainUnderAnotherNameAndMadeSafe() throws Exception {
        try (var printer = SimulatedMachine.start(folder, "marlin", "--speed", "60", "--keeps-running")) {
            var ports = new PluggedPorts();
            ports.serial.put("usb:CZPX1", printer.port().toString());
            var setup =
                    new MachineSetup("printer", "Printer", Profiles.standard().require("marlin"), "usb:CZPX1");
            try (var session = MachineSession.open(setup, ports)) {
                becomes(session, Telemetry.State.IDLE);
                var heard = new Heard();
                session.run(new RunRequest("job", Toolpaths.printed(folder, 6000), 0), heard);
                heard.awaitLine(100);
                ports.serial.clear();
                ports.unplugAll();
                assertThat(heard.awaitOver().reason()).isEqualTo("port-lost");
                assertThat(printer.nozzleTarget()).isEqualTo(200);
                var elsewhere = Files.createSymbolicLink(folder.resolve("ttyUSB7"), printer.port());
                ports.serial.put("usb:CZPX1", elsewhere.toString());
                printer.awaits(now -> printer.nozzleTarget() == 0);
                becomes(session, Telemetry.State.IDLE);
            }
        }
    }

    @Test
    void aMachineWithANameOfItsOwnIsFoundAtAnotherPortAndNoOtherIsTakenForIt() throws Exception {
        try (var mill = SimulatedMachine.start(folder, "tinyg", "--keeps-running");
                var other = SimulatedMachine.start(folder, "grbl", "--keeps-running")) {
            var cable = Files.createSymbolicLink(folder.resolve("ttyUSB0"), mill.port());
            var ports = new PluggedPorts();
            try (var session = open("tinyg", cable, ports)) {
                becomes(session, Telemetry.State.IDLE);
                Files.delete(cable);
                ports.here.add(other.port());
                ports.unplugAll();
                becomes(session, Telemetry.State.OFFLINE);
                ports.here.add(mill.port());
                becomes(session, Telemetry.State.IDLE);
            }
        }
    }

    @Test
    void onlyANameThatNobodyElseHasTellsAMachineFromOthersOfItsKind() {
        var known = KnownMachines.forNow();
        assertThat(List.of(
                        "Marlin 2.1.2 (May 21 2020 12:34:56), Ender-3, 1f2a2a2f-41a2-4748-9b12-c55c62f36701",
                        "1.1h.20190830:mill by the door",
                        "9H3583-PMC"))
                .allMatch(known::tells);
        assertThat(List.of(
                        "Marlin 2.1.2 (May 21 2020 12:34:56), Ender-3, cede2a2f-41a2-4748-9b12-c55c62f367ff",
                        "1.1h.20190830:",
                        "3.9 FluidNC v3.9.1:",
                        "7475A"))
                .noneMatch(known::tells);
    }

    @Test
    void aPortThatAnotherProgramHasIsSaidWithWhatToDo() throws Exception {
        try (var printer = SimulatedMachine.start(folder, "marlin", "--keeps-running");
                var first = open("marlin", printer.port(), Ports.serial())) {
            becomes(first, Telemetry.State.IDLE);
            try (var second = open("marlin", printer.port(), Ports.serial())) {
                becomes(second, Telemetry.State.ERROR);
                assertThat(second.snapshot().detail().orElseThrow()).containsIgnoringCase("another program");
            }
            assertThat(first.snapshot().state()).isEqualTo(Telemetry.State.IDLE);
        }
    }

    private static MachineSession open(String profile, Path port, Ports ports) {
        return MachineSession.open(
                new MachineSetup(profile, profile, Profiles.standard().require(profile), port.toString()), ports);
    }

    /** As the system's, but cables can be pulled, and devices have serial numbers. */
    private static final class PluggedPorts implements Ports {
        private final Map<String, String> serial = new ConcurrentHashMap<>();
        private final List<Port> plugged = new CopyOnWriteArrayList<>();
        private final List<Path> here = new CopyOnWriteArrayList<>();

        @Override
        public Port open(String path, int baud, FlowControl flow) throws PortException {
            // A serial number that is not plugged in here is nowhere in the system either.
            var port = Ports.serial().open(serial.getOrDefault(path, path), baud, flow);
            plugged.add(port);
            return port;
        }

        void unplugAll() {
            plugged.forEach(Port::close);
            plugged.clear();
        }

        @Override
        public List<PortInfo> list() {
            return here.stream()
                    .map(path -> new PortInfo(path.toString(), "", -1, -1, ""))
                    .toList();
        }
    }

    private static void becomes(MachineSession session, Telemetry.State state) {
        await().atMost(Duration.ofMinutes(1)).until(() -> session.snapshot().state() == state);
    }

    /** As the system's, but a write or a close may hang. */
    private static final class HangingPorts implements Ports {
        private final AtomicInteger opened = new AtomicInteger();
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean hang;

        @Override
        public Port open(String path, int baud, FlowControl flow) throws PortException {
            opened.incrementAndGet();
            var real = Ports.serial().open(path, baud, flow);
            return new Port() {
                @Override
                public String name() {
                    return real.name();
                }

                @Override
                public void write(byte[] bytes) throws IOException {
                    if (hang) stand();
                    real.write(bytes);
                }

                @Override
                public int read(byte[] into) throws IOException {
                    return real.read(into);
                }

                @Override
                public void close() {
                    real.close();
                    if (released.getCount() > 0) stand();
                }
            };
        }

        private void stand() {
            try {
                released.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public List<PortInfo> list() {
            return List.of();
        }
    }
}
