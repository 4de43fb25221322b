// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

/** How long something took, many times over, in little room: exact to an eighth. */
final class Durations {
    private static final int PARTS = 8;

    private final long[] counts = new long[64 * PARTS];
    private long count;

    void add(long nanos) {
        counts[bucket(Math.max(1, nanos))]++;
        count++;
    }

    private static int bucket(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int part = power < 3 ? 0 : (int) (nanos >>> (power - 3)) & (PARTS - 1);
        return power * PARTS + part;
    }

    long count() {
        return count;
    }

    /** What this share (0 to 1) of them did not exceed, in milliseconds; 0 without any. */
    double quantileMs(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (counts[i] > 0 && seen >= wanted) {
                double upper = Math.scalb(1 + (i % PARTS + 1.0) / PARTS, i / PARTS);
                return Math.round(upper / 1000) / 1000.0;
            }
        }
        return 0;
    }
}
