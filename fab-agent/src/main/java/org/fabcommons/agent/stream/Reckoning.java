// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.fabcommons.agent.guard.Source;
import org.fabcommons.plot.Instruction;
import org.fabcommons.plot.Instructions;
import org.fabcommons.plot.Pace;
import org.fabcommons.plot.Pen;
import org.fabcommons.profile.Profile;

/**
 * What a machine that says nothing has drawn by now, reckoned from the profile's speeds as if it came to rest at each
 * corner: rather too late than too early. A line that is held up sets it right: the buffer is full then, so that what it
 * holds cannot have been drawn.
 */
final class Reckoning {
    private static final class Due {
        private final int bytes;
        private final double seconds;
        private double atMs;

        Due(int bytes, double seconds, double atMs) {
            this.bytes = bytes;
            this.seconds = seconds;
            this.atMs = atMs;
        }
    }

    /** A machine that rests begins so much after it was written to: the system, the adapter and the line take their time. Milliseconds. */
    private static final double ARRIVES_MS = 100;

    /** How often a held line is looked at. Milliseconds. */
    private static final long LOOK_MS = 200;

    private final Profile profile;
    private final int capacity;
    private final Deque<Due> undrawn = new ArrayDeque<>();
    private Pace pace;
    private Pen filePen;
    private long bytes;
    private double freeAtMs;
    private long nowMs;
    private long lookedAtMs = -LOOK_MS;
    private long held;

    Reckoning(Profile profile) {
        this.profile = profile;
        capacity = profile.plotter().orElseThrow().bufferBytes();
        pace = new Pace(profile);
        filePen = new Pen(profile);
    }

    void forget(long now) {
        undrawn.clear();
        bytes = 0;
        held = 0;
        nowMs = now;
        freeAtMs = now;
        pace = new Pace(profile);
        filePen = new Pen(profile);
    }

    void add(Outgoing outgoing, long now) {
        nowMs = now;
        var instruction = Instructions.one(outgoing.command(), profile);
        double seconds = instruction.map(pace::seconds).orElse(0.0);
        if (outgoing.source() == Source.FILE) instruction.ifPresent(this::follow);
        freeAtMs = Math.max(freeAtMs, now + ARRIVES_MS) + seconds * 1000;
        int size = outgoing.command().length() + 1;
        bytes += size;
        undrawn.add(new Due(size, seconds, freeAtMs));
    }

    private void follow(Instruction instruction) {
        filePen.follow(instruction, stroke -> {});
    }

    /** What brings the tool back to where the file left it, after it was lifted. */
    Optional<String> restoring() {
        return Optional.of(filePen.restoring()).filter(text -> !text.isEmpty());
    }

    /** Bytes of what cannot have been drawn yet. */
    long bytes() {
        return bytes;
    }

    boolean drawnBy(long now) {
        nowMs = now;
        return !undrawn.isEmpty() && !full() && undrawn.element().atMs <= now;
    }

    /** The first of those that were not drawn now is. */
    void drawn() {
        var first = undrawn.poll();
        if (first != null) bytes -= first.bytes;
    }

    /** So many bytes have not yet left this computer. */
    void lineHolds(long bytesHeld, long now) {
        nowMs = now;
        held = bytesHeld;
        if (!full() || now < lookedAtMs + LOOK_MS) return;
        lookedAtMs = now;
        double at = now;
        for (var due : undrawn) {
            at += due.seconds * 1000;
            due.atMs = Math.max(due.atMs, at);
        }
        freeAtMs = Math.max(freeAtMs, at);
    }

    /** The machine takes no more: all that is not drawn yet lies in its buffer, or here. */
    private boolean full() {
        return held > 0 && bytes <= held + capacity;
    }

    long nextMs() {
        return undrawn.isEmpty() || full() ? Long.MAX_VALUE : (long) Math.ceil(undrawn.element().atMs);
    }

    long nowMs() {
        return nowMs;
    }
}
