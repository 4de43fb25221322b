// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fabcommons.link.CurveScale;

/**
 * The time along the bottom of a plot.
 *
 * @param marks along the drawing
 * @param rows of the table with the figures
 * @param gap between two samples further apart the machine was not there: no line joins them
 */
record TimeAxis(Instant from, Instant to, List<Mark> marks, List<Mark> rows, Duration gap) {
    private static final Duration LIVE_GAP = Duration.ofSeconds(CurveScale.LEAST_GAP_SECONDS);

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
        return new TimeAxis(
                Instant.EPOCH,
                Instant.ofEpochSecond(end),
                marks(end, CurveScale.MOST_MARKS, texts),
                marks(end, CurveScale.MOST_ROWS, texts),
                Duration.ofSeconds(CurveScale.gapSeconds(end, samples)));
    }

    private static List<Mark> marks(long end, int most, Texts texts) {
        var times = CurveScale.times(end, most);
        long step = times.size() > 1 ? times.get(1) : end;
        return times.stream()
                .map(at -> new Mark(
                        Instant.ofEpochSecond(at),
                        at == 0 ? texts.of("plot.start") : texts.duration(at),
                        at == 0 ? "start" : at + step / 4 >= end ? "end" : "middle"))
                .toList();
    }

    /** How far along the axis a moment is, 0 to 1. */
    double share(Instant at) {
        double share = Duration.between(from, at).toMillis()
                / (double) Math.max(1, Duration.between(from, to).toMillis());
        return Math.min(1, Math.max(0, share));
    }
}
