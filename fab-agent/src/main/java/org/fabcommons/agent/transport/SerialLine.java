// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

final class SerialLine implements Port {
    private static final long AT_ONCE_NANOS = 1_000_000;
    /** More empty reads in a row than a signal or two can cause. */
    private static final int EMPTY_READS = 20;

    private final String path;
    private final SerialPort serial;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int emptyAtOnce;

    SerialLine(String path, SerialPort serial) {
        this.path = path;
        this.serial = serial;
    }

    @Override
    public String name() {
        return path;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            int count = serial.writeBytes(bytes, bytes.length - done, done);
            if (count <= 0) throw gone();
            done += count;
        }
    }

    @Override
    public int read(byte[] into) throws IOException {
        long started = System.nanoTime();
        int count = serial.readBytes(into, into.length);
        if (count > 0) {
            emptyAtOnce = 0;
            return count;
        }
        // At the end of a hung-up line the kernel answers "nothing" at once instead of after the time-out.
        emptyAtOnce = System.nanoTime() - started < AT_ONCE_NANOS ? emptyAtOnce + 1 : 0;
        boolean hungUp = emptyAtOnce > 0 && (!serial.isOpen() || emptyAtOnce > EMPTY_READS);
        if (count < 0 || closed.get() || hungUp) throw gone();
        return 0;
    }

    @Override
    public long pending() {
        return Math.max(0, serial.bytesAwaitingWrite());
    }

    private IOException gone() {
        return new IOException(
                closed.get() ? "The port " + path + " was closed." : "The machine at " + path + " is gone.");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) serial.closePort();
    }
}
