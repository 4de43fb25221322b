// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.ArrayList;
import java.util.List;

/** By which line how much of the estimated time has passed; at most some thousand points, however long the file is. */
public final class Timeline {
    private static final int MAX_POINTS = 4096;

    private final List<Double> seconds = new ArrayList<>();
    private long stride = 1;
    private long lastLine;
    private double total;

    /** Notes the seconds passed after this line; lines come in their order, none left out. */
    public void add(long line, double passed) {
        lastLine = line;
        total = passed;
        if (!wants(line)) return;
        seconds.add(passed);
        if (seconds.size() < MAX_POINTS) return;
        for (int i = 0; i < MAX_POINTS / 2; i++) seconds.set(i, seconds.get(2 * i + 1));
        seconds.subList(MAX_POINTS / 2, seconds.size()).clear();
        stride *= 2;
    }

    /** Whether the seconds after this line are kept; for those in between {@link #passed} will do. */
    boolean wants(long line) {
        return (line & (stride - 1)) == 0;
    }

    /** Notes that there is such a line. */
    void passed(long line) {
        lastLine = line;
    }

    public void end(double all) {
        total = all;
    }

    /** Estimated seconds from the start to the end of this line; 0 before the first. */
    public double secondsAt(long line) {
        if (line <= 0) return 0;
        if (line >= lastLine) return total;
        long index = line / stride;
        double before = index == 0 ? 0 : seconds.get((int) index - 1);
        double after = index < seconds.size() ? seconds.get((int) index) : total;
        double span = Math.min(stride, lastLine - index * stride);
        return before + (after - before) * Math.min(1, (line - index * stride) / span);
    }

    /** Estimated seconds for the whole. */
    public double seconds() {
        return total;
    }

    /** Estimated part done after this line, 0 to 1. */
    public double fractionAt(long line) {
        if (total > 0) return Math.min(1, secondsAt(line) / total);
        return lastLine == 0 ? 0 : Math.min(1, (double) line / lastLine);
    }
}
