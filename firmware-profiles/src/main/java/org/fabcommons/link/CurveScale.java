// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** The scales of a {@link Curve}, so that the agent and the hub draw the same job alike. */
public final class CurveScale {
    /** Marks along the time of a drawing, at most. */
    public static final int MOST_MARKS = 6;

    /** Rows of a table with the figures, at most. */
    public static final int MOST_ROWS = 13;

    /** Moments of a machine that is there are never further apart. Seconds. */
    public static final long LEAST_GAP_SECONDS = 15;

    /** Steps that people count in, seconds. */
    private static final int[] STEPS = {10, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400};

    /** Room above the hottest, so that no line lies on the edge. Degrees Celsius. */
    private static final double MARGIN_C = 15;

    private CurveScale() {}

    /** Nozzles first, then the bed, then what else there is. */
    public static List<String> sensors(Collection<Map<String, Telemetry.Temperature>> moments) {
        var all = new TreeSet<>(Comparator.comparing((String sensor) -> !sensor.startsWith("T"))
                .thenComparing(Comparator.naturalOrder()));
        moments.forEach(moment -> all.addAll(moment.keySet()));
        return List.copyOf(all);
    }

    /** Where the axis of temperatures, which begins at 0, ends. Degrees Celsius. */
    public static double topC(Collection<Map<String, Telemetry.Temperature>> moments) {
        double hottest = moments.stream()
                .flatMap(moment -> moment.values().stream())
                .mapToDouble(one -> Math.max(one.actual(), one.target()))
                .reduce(50, Math::max);
        return Math.ceil((hottest + MARGIN_C) / 50) * 50;
    }

    /** Between two lines across the drawing. Degrees Celsius. */
    public static double stepC(double topC) {
        return topC > 200 ? 100 : 50;
    }

    /**
     * Round times from 0 to the end, in seconds.
     *
     * @param most how many, at most
     */
    public static List<Long> times(long endSeconds, int most) {
        long step = step(endSeconds, most);
        return LongStream.rangeClosed(0, endSeconds / step)
                .mapToObj(i -> i * step)
                .toList();
    }

    private static long step(long endSeconds, int most) {
        for (var step : STEPS) if (endSeconds / step < most) return step;
        long day = STEPS[STEPS.length - 1];
        return day * (endSeconds / day / most + 1);
    }

    /**
     * Two moments further apart are not joined: the machine was away in between. Seconds.
     *
     * @param moments how many there are; evenly spread but for that
     */
    public static long gapSeconds(long endSeconds, int moments) {
        return Math.max(LEAST_GAP_SECONDS, 4 * endSeconds / Math.max(1, moments));
    }
}
