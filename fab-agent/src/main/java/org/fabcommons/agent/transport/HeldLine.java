// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A line that the machine may hold up for hours, by XON/XOFF or a wire: writing to it must not keep anybody waiting, who
 * then could not stop the machine. What is written waits here, and a thread of its own hands it on.
 */
final class HeldLine implements Port {
    /** Handed to the system at once: what it holds nobody can take back. Bytes. */
    private static final int PIECE = 32;

    private final Port port;
    private final Thread writer;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int underWay;
    private boolean closed;
    private IOException failure;

    private HeldLine(Port port) {
        this.port = port;
        writer = new Thread(this::handOn, "write " + port.name());
        writer.setDaemon(true);
    }

    static Port over(Port port) {
        var line = new HeldLine(port);
        line.writer.start();
        return line;
    }

    @Override
    public String name() {
        return port.name();
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        if (failure != null) throw failure;
        if (closed) throw new IOException("The port " + name() + " was closed.");
        waiting.add(bytes.clone());
        waitingBytes += bytes.length;
        notifyAll();
    }

    private void handOn() {
        try {
            for (var next = take(); next.length > 0; next = take()) {
                for (int from = 0; from < next.length; from += PIECE) {
                    var piece = Arrays.copyOfRange(next, from, Math.min(next.length, from + PIECE));
                    port.write(piece);
                    done(piece.length);
                }
            }
        } catch (IOException gone) {
            synchronized (this) {
                failure = gone;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next to go out, as soon as there is one; nothing when the line is closed. */
    private synchronized byte[] take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) wait();
        var next = waiting.poll();
        if (next == null) return new byte[0];
        waitingBytes -= next.length;
        underWay = next.length;
        return next;
    }

    private synchronized void done(int bytes) {
        underWay -= bytes;
    }

    @Override
    public long pending() {
        long further = port.pending();
        synchronized (this) {
            return waitingBytes + underWay + further;
        }
    }

    @Override
    public synchronized void drop() {
        waiting.clear();
        waitingBytes = 0;
    }

    @Override
    public int read(byte[] into) throws IOException {
        return port.read(into);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        port.close();
    }
}
