// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine behind a socket. */
class NetworkPortTest {
    private final LinkedBlockingQueue<PortEvent> events = new LinkedBlockingQueue<>();

    @Test
    void linesGoBothWaysAndTelnetsOwnWordsAreTakenOut() throws Exception {
        try (var server = server();
                var port = Ports.serial().open("tcp://127.0.0.1:" + server.getLocalPort(), 115200);
                var machine = server.accept()) {
            LineReader.start(port, events::add);
            port.write("$I\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(machine.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("$I\n");
            // IAC WILL ECHO, IAC SB … IAC SE, and a byte of the machine's own on either side.
            say(machine, 'o', 0xff, 251, 1, 0xff, 250, 31, 0, 80, 0xff, 240, 'k', '\n');
            assertThat(event()).isEqualTo(new PortEvent.Line("ok"));
        }
    }

    @Test
    void aMachineThatHangsUpIsNoticed() throws Exception {
        try (var server = server();
                var port = Ports.serial().open("tcp://localhost:" + server.getLocalPort(), 115200)) {
            LineReader.start(port, events::add);
            server.accept().close();
            assertThat(event()).isInstanceOf(PortEvent.Gone.class);
        }
    }

    @Test
    void aMachineThatTakesNothingIsGoneAndHangsNobody() throws Exception {
        try (var server = server();
                var port = Ports.serial().open("tcp://127.0.0.1:" + server.getLocalPort(), 115200);
                var machine = server.accept()) {
            assertThat(machine.isConnected()).isTrue();
            var much = new byte[64 << 20];
            assertThatThrownBy(() -> port.write(much)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void closingEndsTheReader() throws Exception {
        try (var server = server()) {
            var port = Ports.serial().open("tcp://127.0.0.1:" + server.getLocalPort(), 115200);
            LineReader.start(port, events::add);
            port.close();
            port.close();
            assertThat(event()).isInstanceOf(PortEvent.Gone.class);
        }
    }

    @Test
    void nobodyThereIsSaidInWords() throws Exception {
        int free;
        try (var server = server()) {
            free = server.getLocalPort();
        }
        assertThatThrownBy(() -> Ports.serial().open("tcp://127.0.0.1:" + free, 115200))
                .isInstanceOfSatisfying(PortException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(PortException.Reason.MISSING))
                .hasMessageContaining("Is the machine switched on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://", "tcp://host", "tcp://:23", "tcp://h ost:23", "tcp://127.0.0.1:0"})
    void anAddressThatIsNoneIsRefusedWithAnExample(String address) {
        assertThatThrownBy(() -> Ports.serial().open(address, 115200))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("tcp://192.168.1.20:23");
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void say(Socket machine, int... bytes) throws IOException {
        var out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) out[i] = (byte) bytes[i];
        machine.getOutputStream().write(out);
    }

    private PortEvent event() throws InterruptedException {
        var event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }
}
