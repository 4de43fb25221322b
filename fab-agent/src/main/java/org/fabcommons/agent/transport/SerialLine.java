// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

final class SerialLine implements Port {
    private final String path;
    private final SerialPort serial;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        if (count > 0) return count;
        // At the end of a hung-up line the kernel answers "nothing" at once instead of after the time-out.
        if (count < 0 || closed.get() || (System.nanoTime() - started < 1_000_000 && !serial.isOpen())) throw gone();
        return 0;
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
