// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.agent.stream.Effect;
import org.fabcommons.agent.stream.Outgoing;

/**
 * Moves an axis while a key is held: short moves, never more of them in flight than last a quarter of a second. So the
 * machine stops by itself even when this program, the computer or the cable dies. Of the session's thread.
 */
final class HeldJog {
    static final long TICK_MS = 20;
    private static final long SEGMENT_MS = 100;
    private static final long AHEAD_MS = 250;
    /** Shorter moves are rounded away. */
    static final double LEAST_MM = 0.001;

    private final Whereabouts.Axis axis;
    private final boolean up;
    private final double feed;
    private final BiFunction<String, Double, List<String>> lines;
    private final Deque<String> pending = new ArrayDeque<>();
    private double roomMm;
    private long untilMs;
    private long movesUntilMs;
    private boolean released;

    HeldJog(
            Whereabouts.Axis axis,
            boolean up,
            double feed,
            double roomMm,
            long untilMs,
            BiFunction<String, Double, List<String>> lines) {
        this.axis = axis;
        this.up = up;
        this.feed = feed;
        this.roomMm = roomMm;
        this.untilMs = untilMs;
        this.lines = lines;
    }

    boolean is(Whereabouts.Axis asked, boolean upwards) {
        return axis == asked && up == upwards && !released;
    }

    void renew(long until) {
        untilMs = until;
    }

    void release() {
        released = true;
    }

    /** Whether all was sent that will be. */
    boolean over() {
        return released && pending.isEmpty();
    }

    void advance(Connection c, long nowMs, Consumer<Effect> others) throws IOException {
        if (nowMs >= untilMs) released = true;
        boolean due = movesUntilMs - nowMs < AHEAD_MS;
        if (!released && due && pending.isEmpty() && roomMm > LEAST_MM) {
            double mm = Math.min(roomMm, Math.max(LEAST_MM, feed / 60_000 * SEGMENT_MS));
            roomMm -= mm;
            movesUntilMs = Math.max(movesUntilMs, nowMs) + (long) (mm / feed * 60_000);
            pending.addAll(lines.apply(axis + Numbers.plain(up ? mm : -mm), feed));
        }
        while (!pending.isEmpty() && c.streamer().hasRoom(pending.element()))
            c.send(Outgoing.byHand(pending.remove(), Source.CONTROL));
        c.flush(others);
    }
}
