// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine is known by what it is, whatever port it gets; and its adapter is asked to hurry. */
class IdentityTest {
    private static final List<Ports.PortInfo> PLUGGED = List.of(
            new Ports.PortInfo("/dev/ttyS0", "on board", -1, -1, ""),
            new Ports.PortInfo("/dev/ttyUSB0", "CH340", 0x1a86, 0x7523, ""),
            new Ports.PortInfo("/dev/ttyACM0", "MK3S", 0x2c99, 0x0002, "CZPX1"),
            new Ports.PortInfo("/dev/ttyACM1", "MK3S", 0x2c99, 0x0002, "CZPX2"));

    @TempDir
    private Path folder;

    @Test
    void byModelBySerialNumberAndByBoth() throws Exception {
        assertThat(UsbIdentity.path("usb:1a86:7523", PLUGGED)).isEqualTo("/dev/ttyUSB0");
        assertThat(UsbIdentity.path("usb:CZPX2", PLUGGED)).isEqualTo("/dev/ttyACM1");
        assertThat(UsbIdentity.path("usb:2C99:0002:CZPX1", PLUGGED)).isEqualTo("/dev/ttyACM0");
    }

    @Test
    void whatIsNotThereOrNotTheOnlyOneIsRefusedInWords() {
        assertThatThrownBy(() -> UsbIdentity.path("usb:dead:beef", PLUGGED)).hasMessageContaining("fab-agent ports");
        assertThatThrownBy(() -> UsbIdentity.path("usb:2c99:0002", PLUGGED))
                .hasMessageContaining("/dev/ttyACM0, /dev/ttyACM1")
                .hasMessageContaining("serial number");
    }

    @Test
    void anAdapterThatCanIsSetToItsShortestLatency() throws Exception {
        var timer = Files.createDirectories(folder.resolve("ttyUSB0/device")).resolve("latency_timer");
        Files.writeString(timer, "16\n");
        assertThat(LowLatency.ask(folder, "/dev/ttyUSB0")).isTrue();
        assertThat(timer).hasContent("1");
        assertThat(LowLatency.ask(folder, "/dev/ttyACM0")).isFalse();
    }
}
