// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.camera;

/**
 * Whether pictures look like trouble, measured against what is usual for this machine. Each score x goes into three
 * means: <em>now</em> (exponential, weight 2/13, as over the last 12 scores), <em>lately</em> (2/311) and <em>ever</em>
 * (2/7201, about ten hours at one score in five seconds; kept over restarts). Until a mean has as many scores as its
 * span it is their plain mean. With {@code spread} the mean distance of lately's scores from lately:
 *
 * <pre>level = (now - max(lately, ever)) / (4 spread + 0.05 + 0.1 max(lately, ever))</pre>
 *
 * Trouble is a level of 1 for six scores in a row; the first 30 scores of a job say nothing. The two baselines follow an
 * idea of Obico's detector: what always stands in the picture is no alarm.
 */
final class Trouble {
    private static final int WARM_UP = 30;
    private static final int IN_A_ROW = 6;

    /** A mean that forgets. */
    private static final class Mean {
        private final int span;
        private long count;
        private double value;

        Mean(int span, long count, double value) {
            this.span = span;
            this.count = count;
            this.value = value;
        }

        void add(double x) {
            count++;
            value += (x - value) * Math.max(1.0 / count, 2.0 / (span + 1));
        }
    }

    /**
     * What is kept of a machine's past.
     *
     * @param count of pictures
     * @param mean of their scores
     */
    record Baseline(long count, double mean) {
        static final Baseline NONE = new Baseline(0, 0);
    }

    private final Mean now = new Mean(12, 0, 0);
    private final Mean lately = new Mean(310, 0, 0);
    private final Mean spread = new Mean(310, 0, 0);
    private final Mean ever;
    private double level;
    private int high;

    Trouble(Baseline known) {
        ever = new Mean(7200, known.count(), known.mean());
    }

    /** Takes a score; returns whether that makes it trouble. */
    boolean add(double score) {
        now.add(score);
        double base = Math.max(lately.value, ever.count == 0 ? 0 : ever.value);
        level = (now.value - base) / (4 * spread.value + 0.05 + 0.1 * base);
        // What is trouble does not become usual while it lasts.
        if (now.count <= WARM_UP || level < 1) {
            spread.add(Math.abs(score - lately.value));
            lately.add(score);
            ever.add(score);
        }
        high = now.count > WARM_UP && level >= 1 ? high + 1 : 0;
        return high == IN_A_ROW;
    }

    /** From about 0, as usual, to 1 and above, trouble. */
    double level() {
        return now.count > WARM_UP ? Math.max(0, level) : 0;
    }

    Baseline baseline() {
        return new Baseline(ever.count, ever.value);
    }
}
