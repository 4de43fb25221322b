// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The time along the bottom of a plot.
 *
 * @param marks along the drawing
 * @param rows of the table with the figures
 * @param gap between two samples further apart the machine was not there: no line joins them
 */
record TimeAxis(Instant from, Instant to, List<Mark> marks, List<Mark> rows, Duration gap) {
    private static final Duration LIVE_GAP = Duration.ofSeconds(15);
    /** Steps that people count in, in seconds. */
    private static final int[] STEPS = {10, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400};

    private static final int MOST_MARKS = 6;
    private static final int MOST_ROWS = 13;

    /**
     * A moment with its name.
     *
     * @param anchor of its text: {@code start}, {@code middle} or {@code end}
     */
    record Mark(Instant at, String label, String anchor) {}

    /** The half hour before now. */
    static TimeAxis halfHour(Instant now, Texts texts) {
        List<Mark> marks = new ArrayList<>();
        for (int minutes = 30; minutes >= 0; minutes -= 10) marks.add(ago(now, minutes, texts));
        List<Mark> rows = new ArrayList<>();
        for (int minutes = 0; minutes <= 30; minutes += 5) rows.add(ago(now, minutes, texts));
        return new TimeAxis(now.minus(TemperatureLog.KEPT), now, marks, rows, LIVE_GAP);
    }

    private static Mark ago(Instant now, int minutes, Texts texts) {
        return new Mark(
                now.minus(Duration.ofMinutes(minutes)),
                minutes == 0 ? texts.of("plot.now") : texts.of("plot.ago", minutes),
                minutes == 0 ? "end" : minutes == 30 ? "start" : "middle");
    }

    /**
     * From a job's start, which is the epoch here, to its end.
     *
     * @param samples how many there are; evenly spread, unless the machine was away
     */
    static TimeAxis ofJob(long seconds, int samples, Texts texts) {
        long end = Math.max(1, seconds);
        var gap = Duration.ofSeconds(Math.max(LIVE_GAP.toSeconds(), 4 * end / Math.max(1, samples)));
        return new TimeAxis(
                Instant.EPOCH,
                Instant.ofEpochSecond(end),
                every(step(end, MOST_MARKS), end, texts),
                every(step(end, MOST_ROWS), end, texts),
                gap);
    }

    private static int step(long seconds, int most) {
        if (seconds < 60) return STEPS[0];
        for (int i = 1; i < STEPS.length; i++) if (seconds / STEPS[i] < most) return STEPS[i];
        int day = STEPS[STEPS.length - 1];
        return day * (int) (seconds / day / most + 1);
    }

    private static List<Mark> every(int step, long end, Texts texts) {
        List<Mark> marks = new ArrayList<>();
        for (long at = 0; at <= end; at += step)
            marks.add(new Mark(
                    Instant.ofEpochSecond(at),
                    at == 0 ? texts.of("plot.start") : texts.duration(at),
                    at == 0 ? "start" : at + step / 4 >= end ? "end" : "middle"));
        return marks;
    }

    /** How far along the axis a moment is, 0 to 1. */
    double share(Instant at) {
        double share = Duration.between(from, at).toMillis()
                / (double) Math.max(1, Duration.between(from, to).toMillis());
        return Math.min(1, Math.max(0, share));
    }
}
