// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.fabcommons.agent.simulator.Simulation;
import org.fabcommons.agent.simulator.Simulator;
import org.fabcommons.agent.simulator.Table;
import org.fabcommons.agent.transport.Port;
import org.fabcommons.agent.transport.PortException;
import org.fabcommons.agent.transport.Ports;
import org.fabcommons.agent.transport.Pty;
import org.fabcommons.profile.FlowControl;
import org.fabcommons.profile.Profile;
import org.fabcommons.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is at the port. */
class DetectionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("org.fabcommons.agent.machine.Families#thatAnswer")
    void everyFirmwareIsToldFromAllOthers(String id) throws Exception {
        var there = new CountDownLatch(1);
        var port = folder.resolve("port");
        var simulator = new Simulator(simulation(id, port), path -> there.countDown());
        var iron = new Thread(() -> run(simulator), "simulated " + id);
        iron.start();
        try {
            there.await();
            var found = new Detection(Ports.serial(), 1000, 2000).at(port.toString(), List.of(115200));
            assertThat(found.map(Detection.Found::profile).map(Profile::id)).hasValue(id);
        } finally {
            simulator.stop();
            iron.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hp-7475a", "hp-7550a", "roland-dxy-1200"})
    void aPlotterThatAnswersIsToldByItsName(String id) throws Exception {
        var there = new CountDownLatch(1);
        var port = folder.resolve("port");
        var simulator = new Simulator(simulation(id, port), path -> there.countDown());
        var iron = new Thread(() -> run(simulator), "simulated " + id);
        iron.start();
        try {
            there.await();
            var found = new Detection(new Asked(List.of()), 10, 500)
                    // The second is a rate that a pseudo-terminal does not have, as some adapters.
                    .at(port.toString(), List.of(115200, 250000, 9600));
            assertThat(found.map(Detection.Found::profile).map(Profile::id)).hasValue(id);
        } finally {
            simulator.stop();
            iron.join();
        }
    }

    /** Ports at which another program has asked something in its own language before. */
    private static final class Asked implements Ports {
        private final Ports ports = Ports.serial();
        private final List<PortInfo> there;

        Asked(List<PortInfo> there) {
            this.there = there;
        }

        @Override
        public Port open(String path, int baud, FlowControl flow) throws PortException {
            var port = ports.open(path, baud, flow);
            try {
                port.write("M115\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return port;
        }

        @Override
        public List<PortInfo> list() {
            return there;
        }
    }

    private static Simulation simulation(String id, Path port) {
        return new Simulation(
                Profiles.standard().require(id),
                Optional.of(port),
                1,
                false,
                0,
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Table.EMPTY);
    }

    @Test
    void silenceIsNobody() throws Exception {
        try (var silent = Pty.open()) {
            assertThat(new Detection(Ports.serial(), 10, 10).at(silent.path(), List.of(115200, 9600)))
                    .isEmpty();
        }
    }

    @Test
    void theUsualRatesComeFirst() {
        assertThat(Detection.rates("/dev/ttyS0", Ports.serial()))
                .startsWith(115200, 250000, 9600)
                .contains(1200)
                .doesNotHaveDuplicates();
        assertThat(Detection.rates("tcp://10.0.0.1:23", Ports.serial())).containsExactly(115200);
    }

    /** A Leonardo leaves for its bootloader at 1200 baud, and a Due has its firmware erased. */
    @Test
    void aBoardWithUsbOfItsOwnIsNotAskedAtARateThatEndsItsFirmware() {
        var ports = new Asked(List.of(
                new Ports.PortInfo("/dev/ttyACM0", "Arduino Due", 0x2341, 0x003d, "A1"),
                new Ports.PortInfo("/dev/ttyUSB0", "FT232R", 0x0403, 0x6001, "B2"),
                new Ports.PortInfo("COM5", "Pico", 0x2e8a, 0x000a, "")));
        for (var path : List.of("/dev/ttyACM0", "usb:2341:003d", "COM5", "/dev/ttyACM7", "usb:nobody"))
            assertThat(Detection.rates(path, ports))
                    .as(path)
                    .contains(9600, 2400)
                    .allMatch(baud -> baud > 1200);
        for (var path : List.of("/dev/ttyUSB0", "usb:B2", "/dev/ttyS1"))
            assertThat(Detection.rates(path, ports)).as(path).contains(1200);
    }

    private static void run(Simulator simulator) {
        try {
            simulator.run();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
