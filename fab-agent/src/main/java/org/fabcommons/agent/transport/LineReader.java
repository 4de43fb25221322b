// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The one thread that reads a port: it cuts lines and hands them on. Ends with the port. */
public final class LineReader {
    /** A line longer than this is noise, most likely a wrong baud rate; it is cut here. Bytes. */
    private static final int LONGEST = 4096;
    /** At one reading. The library copies all of it each time, however little has come; USB brings no more at once. Bytes. */
    private static final int ROOM = 64;

    /** Hears that all events of what came together have been handed on. */
    public interface AllForNow {
        /** For how many microseconds more need not be read. */
        long handedOn();
    }

    private LineReader() {}

    /** Starts reading. The last event is always a {@link PortEvent.Gone}. */
    public static void start(Port port, Consumer<PortEvent> mailbox) {
        start(port, mailbox, () -> 0);
    }

    /** As {@link #start(Port, Consumer)}. */
    public static void start(Port port, Consumer<PortEvent> mailbox, AllForNow allForNow) {
        var thread = new Thread(() -> run(port, mailbox, allForNow), "read " + port.name());
        thread.setDaemon(true);
        WirePriority.first(thread).start();
    }

    private static void run(Port port, Consumer<PortEvent> mailbox, AllForNow allForNow) {
        var bytes = new byte[ROOM];
        var line = new StringBuilder();
        var rest = new Rest();
        try {
            while (true) {
                int count = port.read(bytes);
                for (int i = 0; i < count; i++) take((char) (bytes[i] & 0xff), line, mailbox);
                if (count > 0) rest.take(allForNow.handedOn());
            }
        } catch (IOException gone) {
            mailbox.accept(new PortEvent.Gone(gone.getMessage()));
            allForNow.handedOn();
        }
    }

    /** Rests as long as it may, unless the system has lately woken it too late: then the machine might run dry. */
    private static final class Rest {
        private static final long LATE_NANOS = 1_000_000;
        private static final long AWAKE_NANOS = 1_000_000_000;

        private long awakeUntil = System.nanoTime();

        void take(long micros) {
            if (micros == 0) return;
            long begun = System.nanoTime();
            if (begun - awakeUntil < 0) return;
            LockSupport.parkNanos(micros * 1000);
            long now = System.nanoTime();
            if (now - begun - micros * 1000 > LATE_NANOS) awakeUntil = now + AWAKE_NANOS;
        }
    }

    private static void take(char c, StringBuilder line, Consumer<PortEvent> mailbox) {
        // Plotters end their answers by a carriage return alone; after one a line feed ends nothing more.
        boolean end = c == '\n' || c == '\r';
        if (end && line.isEmpty()) return;
        if (end || line.length() == LONGEST) {
            mailbox.accept(new PortEvent.Line(line.toString()));
            line.setLength(0);
        }
        if (c == '\t' || (c >= ' ' && c < 0x7f)) line.append(c);
        else if (c >= 0x7f) line.append('?');
    }
}
