// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.agent.transport.Port;
import org.fabcommons.link.Detail;

/** A port that lets nothing out unseen. The only caller of {@link Port#write}. */
public final class GuardedPort implements AutoCloseable {
    private final Port port;
    private final Guard guard;
    private long bytesSent;
    /** The line that is on the wire up to here and not finished. */
    private Optional<Piece> begun = Optional.empty();

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
     * Writes several lines at once, which costs no more than writing one; the last may be only begun, or the first only
     * finished.
     *
     * @throws RefusedException when the guard does not let one of them pass; then none is written
     * @throws IOException when the machine is gone
     */
    public void send(List<Piece> pieces) throws IOException {
        if (pieces.isEmpty()) return;
        var text = new StringBuilder();
        for (var piece : pieces) append(text, piece);
        write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    // The very frame, not an equal one: that is what was looked at.
    @SuppressWarnings("ReferenceEquality")
    private void append(StringBuilder text, Piece piece) {
        var frame = piece.frame();
        boolean seen = piece.from() > 0 && begun.isPresent() && begun.get().frame() == frame;
        if (!seen) checked(frame);
        if (piece.from() > 0 && !continues(piece))
            throw new IllegalStateException("\"" + frame.wire() + "\" does not go on with what was begun");
        text.append(frame.wire(), piece.from(), piece.to());
        if (piece.ends()) text.append(end(frame));
        begun = piece.ends() ? Optional.empty() : Optional.of(piece);
    }

    private boolean continues(Piece piece) {
        if (begun.isEmpty()) return false;
        var head = begun.get();
        return head.to() == piece.from()
                && head.frame().wire().regionMatches(0, piece.frame().wire(), 0, piece.from());
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
        if (!guard.mayShout(realtime)) {
            var byName = String.format(Locale.ROOT, "0x%02x", (int) realtime);
            throw new RefusedException(new Refusal("realtime", Detail.of("guard.realtime", byName), byName));
        }
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
