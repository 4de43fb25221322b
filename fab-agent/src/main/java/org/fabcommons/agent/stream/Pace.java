// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

/**
 * How fast a machine with a full buffer takes what it is sent, and so how long its answers may lie unread. Three read
 * together cost hardly more than one, since it is waking up that costs; and while most of the buffer is still under way
 * nothing runs dry.
 */
final class Pace {
    /** As much of what is under way as the machine may take in a rest; what is left is for a system that wakes late. */
    private static final double PART = 0.5;

    private static final double LONGEST_MS = 5;
    private static final long MEASURE_MS = 100;

    private long sinceMs;
    private long taken;
    private double bytesPerMs;

    /** So many bytes were answered. */
    void answered(int bytes, long nowMs) {
        taken += bytes;
        if (nowMs - sinceMs < MEASURE_MS) return;
        bytesPerMs = (double) taken / (nowMs - sinceMs);
        taken = 0;
        sinceMs = nowMs;
    }

    /**
     * How long nothing needs to be read, in microseconds; 0 where nothing is to be gained: the machine is so fast that it
     * would wait, or so slow that no second answer comes meanwhile.
     *
     * @param bytes under way
     * @param lines that these are
     */
    long restMicros(int bytes, int lines) {
        if (bytesPerMs == 0 || lines < 3) return 0;
        double rest = Math.min(LONGEST_MS, PART * bytes / bytesPerMs);
        boolean several = rest * bytesPerMs > 1.5 * bytes / lines;
        return several && rest >= 1 ? (long) (1000 * rest) : 0;
    }
}
