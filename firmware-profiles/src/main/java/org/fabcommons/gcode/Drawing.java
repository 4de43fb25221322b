// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Arrays;

/**
 * A path as it is drawn, seen from above: straight pieces, each from where the one before ended.
 *
 * @param line of the file, for each piece
 * @param x where it ends, millimetres
 * @param y where it ends, millimetres
 * @param works whether it extrudes or cuts; otherwise the tool only goes there
 * @param coarse whether pieces were left out, since there are too many to be seen apart
 */
@SuppressWarnings("ArrayRecordComponent")
public record Drawing(long[] line, float[] x, float[] y, boolean[] works, boolean coarse) {
    /** Collects pieces, and makes the path coarser as it becomes too long. */
    public static final class Pen {
        private final int most;
        private long[] line = new long[1024];
        private float[] x = new float[1024];
        private float[] y = new float[1024];
        private boolean[] works = new boolean[1024];
        private int count;
        private double shortest;

        /** @param most pieces; where there are more the path becomes coarser */
        public Pen(int most) {
            this.most = most;
        }

        public void draw(long atLine, double toX, double toY, boolean working) {
            if (count > 0 && working && works[count - 1] && tooShort(toX, toY)) {
                // The end of the piece before moves on to here.
                line[count - 1] = atLine;
                x[count - 1] = (float) toX;
                y[count - 1] = (float) toY;
                return;
            }
            if (count == most) coarsen();
            if (count == line.length) grow();
            line[count] = atLine;
            x[count] = (float) toX;
            y[count] = (float) toY;
            works[count++] = working;
        }

        private boolean tooShort(double toX, double toY) {
            if (shortest == 0 || count < 2) return false;
            return Math.hypot(toX - x[count - 2], toY - y[count - 2]) < shortest;
        }

        private void grow() {
            int more = Math.min(most, 2 * count);
            line = Arrays.copyOf(line, more);
            x = Arrays.copyOf(x, more);
            y = Arrays.copyOf(y, more);
            works = Arrays.copyOf(works, more);
        }

        /** Every second end of a run of working pieces goes, and from now on pieces are at least that long. */
        private void coarsen() {
            int kept = 0;
            double length = 0;
            for (int i = 0; i < count; i++) {
                if (i > 0) length += Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
                boolean within = i % 2 == 1 && i + 1 < count && works[i] && works[i + 1];
                if (within) continue;
                line[kept] = line[i];
                x[kept] = x[i];
                y[kept] = y[i];
                works[kept++] = works[i];
            }
            shortest = Math.max(2 * shortest, 2 * length / count);
            // Only jumps, which nobody could tell apart in such numbers: the first half is enough to see.
            count = Math.min(kept, most - 1);
        }

        public Drawing done() {
            return new Drawing(
                    Arrays.copyOf(line, count),
                    Arrays.copyOf(x, count),
                    Arrays.copyOf(y, count),
                    Arrays.copyOf(works, count),
                    shortest > 0);
        }
    }
}
