// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;

/** A bad cable: of so many lines in a hundred one byte is flipped, lost or doubled on the way to the firmware. */
final class Noise {
    private final double share;
    private final SplittableRandom random;
    private int position;
    private int victim;
    private long damaged;

    /** @param percent of lines that are damaged, 0 to 100 */
    Noise(double percent, long seed) {
        share = percent / 100;
        random = new SplittableRandom(seed);
        nextLine();
    }

    byte[] over(byte[] bytes, int count) {
        var out = new ByteArrayOutputStream(count + 1);
        for (int i = 0; i < count; i++) {
            boolean end = bytes[i] == '\n';
            // A line shorter than the chosen place is hit at its end: the worst place, two lines become one.
            if (victim >= 0 && (position == victim || end)) damage(bytes[i], out);
            else out.write(bytes[i]);
            position++;
            if (end) nextLine();
        }
        return out.toByteArray();
    }

    private void damage(byte value, ByteArrayOutputStream out) {
        victim = -1;
        damaged++;
        int kind = random.nextInt(10);
        if (kind < 6) {
            out.write(value ^ (1 << random.nextInt(8)));
        } else if (kind == 6) {
            out.write(value);
            out.write(value);
        }
    }

    private void nextLine() {
        position = 0;
        victim = random.nextDouble() < share ? random.nextInt(28) : -1;
    }

    /** Lines hit so far. */
    long damaged() {
        return damaged;
    }
}
