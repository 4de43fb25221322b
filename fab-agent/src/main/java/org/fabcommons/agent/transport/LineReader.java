// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The one thread that reads a port: it cuts lines and hands them on. Ends with the port. */
public final class LineReader {
    /** A line longer than this is noise, most likely a wrong baud rate; it is cut here. Bytes. */
    private static final int LONGEST = 4096;

    private LineReader() {}

    /** Starts reading. The last event is always a {@link PortEvent.Gone}. */
    public static void start(Port port, Consumer<PortEvent> mailbox) {
        start(port, mailbox, () -> 0);
    }

    /**
     * As {@link #start(Port, Consumer)}.
     *
     * @param allForNow called whenever all events of what came together have been handed on; tells for how many microseconds
     *     more need not be read
     */
    public static void start(Port port, Consumer<PortEvent> mailbox, LongSupplier allForNow) {
        var thread = new Thread(() -> run(port, mailbox, allForNow), "read " + port.name());
        thread.setDaemon(true);
        WirePriority.first(thread).start();
    }

    private static void run(Port port, Consumer<PortEvent> mailbox, LongSupplier allForNow) {
        var bytes = new byte[256];
        var line = new StringBuilder();
        try {
            while (true) {
                int count = port.read(bytes);
                for (int i = 0; i < count; i++) take((char) (bytes[i] & 0xff), line, mailbox);
                if (count > 0) rest(allForNow.getAsLong());
            }
        } catch (IOException gone) {
            mailbox.accept(new PortEvent.Gone(gone.getMessage()));
            allForNow.getAsLong();
        }
    }

    private static void rest(long micros) {
        if (micros > 0) LockSupport.parkNanos(micros * 1000);
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
