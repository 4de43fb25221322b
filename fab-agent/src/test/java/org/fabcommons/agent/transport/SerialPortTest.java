// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** jSerialComm at one end, the machine's end of a pseudo-terminal at the other. */
class SerialPortTest {
    @TempDir
    private Path folder;

    private final LinkedBlockingQueue<PortEvent> events = new LinkedBlockingQueue<>();

    @Test
    void linesGoBothWaysUnchanged() throws Exception {
        try (var machine = Pty.open();
                var port = Ports.serial().open(machine.path(), 115200)) {
            LineReader.start(port, events::add);
            assertThat(machine.awaitHost(5000)).isTrue();
            port.write("G28\n!?".getBytes(StandardCharsets.US_ASCII));
            assertThat(heard(machine, 6)).isEqualTo("G28\n!?");
            machine.write("ok\r\n<Idle>\n\u00b5 half".getBytes(StandardCharsets.ISO_8859_1));
            machine.write(" a line\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(event()).isEqualTo(new PortEvent.Line("ok"));
            assertThat(event()).isEqualTo(new PortEvent.Line("<Idle>"));
            assertThat(event()).isEqualTo(new PortEvent.Line("? half a line"));
        }
    }

    @Test
    void aPulledCableIsNoticedAndWritingFails() throws Exception {
        var machine = Pty.open();
        try (var port = Ports.serial().open(machine.path(), 115200)) {
            LineReader.start(port, events::add);
            assertThat(machine.awaitHost(5000)).isTrue();
            machine.close();
            assertThat(event()).isInstanceOf(PortEvent.Gone.class);
            assertThatThrownBy(() -> port.write(new byte[] {'?'})).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingEndsTheReader() throws Exception {
        try (var machine = Pty.open()) {
            var port = Ports.serial().open(machine.path(), 115200);
            LineReader.start(port, events::add);
            port.close();
            port.close();
            assertThat(event()).isInstanceOf(PortEvent.Gone.class);
            assertThat(machine.hostPresent()).isFalse();
        }
    }

    @Test
    void aSecondProgramIsRefusedInWords() throws Exception {
        try (var machine = Pty.open();
                var first = Ports.serial().open(machine.path(), 115200)) {
            assertThat(first.name()).isEqualTo(machine.path());
            assertThatThrownBy(() -> Ports.serial().open(machine.path(), 115200))
                    .isInstanceOfSatisfying(PortException.class, refused -> assertThat(refused.reason())
                            .isEqualTo(PortException.Reason.BUSY))
                    .hasMessageContaining("Another program")
                    // On Linux; this very test is the other program.
                    .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")");
        }
    }

    @Test
    void aPortThatIsNotThereIsRefusedInWords() {
        assertThatThrownBy(() -> Ports.serial().open(folder.resolve("none").toString(), 115200))
                .isInstanceOfSatisfying(PortException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(PortException.Reason.MISSING))
                .hasMessageContaining("fab-agent ports");
    }

    @Test
    void aFileThatIsNoPortIsRefusedInWords() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "no port");
        assertThatThrownBy(() -> Ports.serial().open(file.toString(), 115200)).isInstanceOf(PortException.class);
        assertThatThrownBy(() -> Ports.serial().open(folder.toString(), 115200))
                .hasMessageContaining("is a folder, not a serial port");
        assertThatThrownBy(() -> Ports.serial().open("", 115200)).hasMessageContaining("Name a port");
    }

    @Test
    void aLinkIsFollowedAndReplacedButAFileIsNot() throws Exception {
        var link = folder.resolve("printer");
        try (var first = Pty.open();
                var second = Pty.open()) {
            first.linkFrom(link);
            second.linkFrom(link);
            assertThat(link.toRealPath()).hasToString(second.path());
            Ports.serial().open(link.toString(), 115200).close();
            var file = Files.writeString(folder.resolve("precious"), "mine");
            assertThatThrownBy(() -> first.linkFrom(file)).hasMessageContaining("no symbolic link");
            assertThat(file).hasContent("mine");
        }
    }

    private PortEvent event() throws InterruptedException {
        var event = events.poll(5, TimeUnit.SECONDS);
        assertThat(event).as("an event within 5 s").isNotNull();
        return event;
    }

    private static String heard(Pty machine, int bytes) {
        var text = new StringBuilder();
        var buffer = new byte[64];
        while (text.length() < bytes) {
            int count = machine.read(buffer, 5000);
            if (count <= 0) break;
            text.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
        }
        return text.toString();
    }
}
