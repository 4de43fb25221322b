// SPDX-License-Identifier: AGPL-3.0-or-later

import com.fazecast.jSerialComm.SerialPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The serial library's own round trip: a line is written, bytes are read until its answer's end is there, and that is all.
 * What one line in flight can be at best with this library. Usage: Bare PORT FILE
 */
class Bare {
    private final SerialPort port;
    private final byte[] bytes = new byte[256];
    private final StringBuilder line = new StringBuilder();

    private Bare(SerialPort port) {
        this.port = port;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> lines = Files.readAllLines(Path.of(arguments[1]));
        var port = SerialPort.getCommPort(arguments[0]);
        port.setBaudRate(115200);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 200, 0);
        if (!port.openPort(0)) throw new IllegalStateException("cannot open " + arguments[0]);
        var bare = new Bare(port);
        bare.await("echo:SD");
        for (var text : lines) {
            var out = (text + "\n").getBytes(StandardCharsets.US_ASCII);
            port.writeBytes(out, out.length);
            bare.await("ok");
        }
        port.closePort();
    }

    private void await(String wanted) {
        while (true) {
            int count = port.readBytes(bytes, bytes.length);
            boolean seen = false;
            for (int i = 0; i < count; i++) {
                if (bytes[i] == '\n') {
                    seen |= line.indexOf(wanted) == 0;
                    line.setLength(0);
                } else line.append((char) bytes[i]);
            }
            if (seen) return;
        }
    }
}
