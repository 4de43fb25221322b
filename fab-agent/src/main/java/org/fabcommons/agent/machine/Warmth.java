// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.HashMap;
import java.util.Map;
import org.fabcommons.link.Telemetry;

/** How warm each part of the machine is, and since when it stands where it should. */
final class Warmth {
    /** Near enough, in degrees; Marlin's TEMP_HYSTERESIS is 3, its TEMP_WINDOW 1. */
    private static final double WINDOW_C = 2;
    /** So long it must stay there. Milliseconds. Marlin's TEMP_RESIDENCY_TIME is 10 s with a narrower window. */
    private static final long STEADY_MS = 3000;
    /** Without coming nearer for so long, it will never come there. Milliseconds. A guess for slow beds. */
    private static final long STUCK_MS = 300_000;

    /** Whoever waits asks more often. Milliseconds. */
    private static final long MOMENT_MS = 60_000;

    /** One sensor's way to its target. */
    private static final class Way {
        private double actual;
        private double target;
        private long steadySinceMs = Long.MAX_VALUE;
        private double nearest = Double.POSITIVE_INFINITY;
        private long nearestAtMs;
        /** A target that is waited for and that the machine has not reported yet, and since when. */
        private double asked = Double.NaN;

        private long askedSinceMs;
        private long askedLastMs;

        void at(Telemetry.Temperature now, long nowMs) {
            if (Math.abs(now.target() - target) > 0.01) {
                steadySinceMs = Long.MAX_VALUE;
                nearest = Double.POSITIVE_INFINITY;
            }
            actual = now.actual();
            target = now.target();
            double away = Math.abs(actual - target);
            if (away > WINDOW_C) {
                // It was there and has left: the way back is a new one.
                if (steadySinceMs != Long.MAX_VALUE) nearest = Double.POSITIVE_INFINITY;
                steadySinceMs = Long.MAX_VALUE;
            } else if (steadySinceMs == Long.MAX_VALUE) steadySinceMs = nowMs;
            if (away < nearest - 1) {
                nearest = away;
                nearestAtMs = nowMs;
            }
        }

        /** Whether the machine has not taken the target for so long that it never will. */
        boolean unheard(double celsius, long nowMs) {
            // A wait that was broken off, as by a cancel, is another one.
            if (asked != celsius || nowMs - askedLastMs > MOMENT_MS) askedSinceMs = nowMs;
            asked = celsius;
            askedLastMs = nowMs;
            return nowMs - askedSinceMs >= STUCK_MS;
        }
    }

    private final Map<String, Way> ways = new HashMap<>();

    void take(Map<String, Telemetry.Temperature> bySensor, long nowMs) {
        bySensor.forEach(
                (sensor, now) -> ways.computeIfAbsent(sensor, s -> new Way()).at(now, nowMs));
    }

    boolean reached(Heating wanted, long nowMs) {
        var way = ways.get(wanted.sensor());
        // The machine has not yet reported the target it was given.
        if (way == null || Math.abs(way.target - wanted.celsius()) > 0.5) return false;
        if (!wanted.alsoCooling() && way.actual > wanted.celsius() + WINDOW_C) return true;
        return way.steadySinceMs != Long.MAX_VALUE && nowMs - way.steadySinceMs >= STEADY_MS;
    }

    /** Whether it comes no nearer: a heater or its sensor has failed, and the firmware has not noticed. */
    boolean stuck(Heating wanted, long nowMs) {
        var way = ways.get(wanted.sensor());
        if (way == null) return false;
        // What it did on the way to the target before, such as standing at room temperature for an hour, says nothing.
        if (Math.abs(way.target - wanted.celsius()) > 0.5) return way.unheard(wanted.celsius(), nowMs);
        return way.steadySinceMs == Long.MAX_VALUE
                && way.nearest != Double.POSITIVE_INFINITY
                && nowMs - way.nearestAtMs >= STUCK_MS;
    }

    double actual(String sensor) {
        var way = ways.get(sensor);
        return way == null ? Double.NaN : way.actual;
    }
}
