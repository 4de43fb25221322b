// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.fabcommons.agent.transport.Port;

/** A port that lets nothing out unseen. The only caller of {@link Port#write}. */
public final class GuardedPort implements AutoCloseable {
    private final Port port;
    private final Guard guard;
    private long bytesSent;

    public GuardedPort(Port port, Guard guard) {
        this.port = port;
        this.guard = guard;
    }

    /**
     * Writes one line and its end.
     *
     * @throws RefusedException when the guard does not let it pass
     * @throws IOException when the machine is gone
     */
    public void send(Frame frame) throws IOException {
        write((checked(frame).wire() + end(frame)).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Writes several lines at once, which costs no more than writing one.
     *
     * @throws RefusedException when the guard does not let one of them pass; then none is written
     * @throws IOException when the machine is gone
     */
    public void send(List<Frame> frames) throws IOException {
        if (frames.isEmpty()) return;
        if (frames.size() == 1) {
            send(frames.get(0));
            return;
        }
        var text = new StringBuilder();
        for (var frame : frames) text.append(checked(frame).wire()).append(end(frame));
        write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Device control of plotters ends by itself; more would lie in the machine's buffer. */
    private static String end(Frame frame) {
        return frame.wire().startsWith(Guard.DEVICE_CONTROL) ? "" : "\n";
    }

    private Frame checked(Frame frame) {
        var refusal = guard.check(frame);
        if (refusal.isPresent()) throw new RefusedException(refusal.get());
        return frame;
    }

    /**
     * Writes one byte that acts at once.
     *
     * @throws RefusedException when this firmware has no such byte
     * @throws IOException when the machine is gone
     */
    public void shout(char realtime) throws IOException {
        if (!guard.mayShout(realtime))
            throw new RefusedException(new Refusal(
                    "realtime", String.format(Locale.ROOT, "0x%02x is no real-time command here.", (int) realtime)));
        write(new byte[] {(byte) realtime});
    }

    private void write(byte[] bytes) throws IOException {
        port.write(bytes);
        bytesSent += bytes.length;
    }

    /** Bytes that wait within this computer, since the machine holds the line up. */
    public long pending() {
        return port.pending();
    }

    /** Takes back of these what has not begun to go out. */
    public void drop() {
        port.drop();
    }

    /** Everything written since the port was opened. */
    public long bytesSent() {
        return bytesSent;
    }

    @Override
    public void close() {
        port.close();
    }
}
