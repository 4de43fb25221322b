// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that speed up and slow down. grbl 1.1 has a flag for each, so that equal ones which come before its main loop looks
 * count once; grblHAL and FluidNC queue them. Sources: grbl 1.1 {@code serial.c}; grblHAL {@code enqueue_feed_override}.
 */
final class GrblOverrides {
    /** A round of the main loop, with a block to be planned. */
    private static final long LOOK_NANOS = 2_000_000L;

    private final GrblFlavour flavour;
    private final GrblReports reports;
    private final List<Integer> asked = new ArrayList<>();
    private long lookAt;

    GrblOverrides(GrblFlavour flavour, GrblReports reports) {
        this.flavour = flavour;
        this.reports = reports;
    }

    void take(int c, long now) {
        if (asked.isEmpty()) lookAt = now + LOOK_NANOS;
        if (flavour.queuesOverrides() || !asked.contains(c)) asked.add(c);
    }

    void carryOut(long now) {
        if (asked.isEmpty() || now < lookAt) return;
        asked.forEach(reports::override);
        asked.clear();
    }

    boolean pending() {
        return !asked.isEmpty();
    }

    void clear() {
        asked.clear();
    }
}
