// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * The planner's blocks and the steppers that work them off; millimetres and seconds of machine time. Blocks speed up and
 * slow down with the machine's acceleration, and pass into the next as fast as the corner and the blocks known by then
 * allow: with too few of them the machine slows down, as the real ones do.
 */
final class Motion {
    /** A block; its speeds are known when it begins. */
    private static final class Block {
        private final double[] from;
        private final double[] to;
        private final double mm;
        private final double mmPerS;
        private final boolean rapid;
        /** Highest speed at which it may begin, squared. */
        private final double mayEnter;

        private double enter;
        private double leave;
        private double peak;

        Block(double[] from, double[] to, double mm, double mmPerS, double mayEnter, boolean rapid) {
            this.rapid = rapid;
            this.from = from;
            this.to = to;
            this.mm = mm;
            this.mmPerS = mmPerS;
            this.mayEnter = mayEnter;
        }

        void begin(double enterSquared, double leaveSquared, double a) {
            enter = Math.sqrt(enterSquared);
            leave = Math.sqrt(Math.min(leaveSquared, enterSquared + 2 * a * mm));
            peak = Math.min(mmPerS, Math.sqrt(a * mm + (enter * enter + leave * leave) / 2));
            peak = Math.max(peak, Math.max(enter, leave));
        }

        private double cruise(double a) {
            double ramps = (2 * peak * peak - enter * enter - leave * leave) / (2 * a);
            return Math.max(0, mm - ramps) / peak;
        }

        double seconds(double a) {
            return (2 * peak - enter - leave) / a + cruise(a);
        }

        double speed(double t, double a) {
            double up = (peak - enter) / a;
            if (t < up) return enter + a * t;
            double down = t - up - cruise(a);
            return down <= 0 ? peak : Math.max(0, peak - a * down);
        }

        double way(double t, double a) {
            double up = (peak - enter) / a;
            if (t < up) return enter * t + a * t * t / 2;
            double way = (peak * peak - enter * enter) / (2 * a);
            double cruise = cruise(a);
            if (t < up + cruise) return way + peak * (t - up);
            double down = t - up - cruise;
            return way + peak * cruise + peak * down - a * down * down / 2;
        }
    }

    private final int capacity;
    private final double acceleration;
    private final double corner;
    private final double fastest;
    private final boolean junctionDeviation;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final double[] planned;
    private double[] direction = new double[3];
    private double lastMmPerS;
    private double leftAt;
    private boolean moving;
    private double elapsed;
    private double pace = 1;
    private double slowDownPerSecond;
    private final double rapid;
    private double feedFactor = 1;
    private double rapidFactor = 1;

    Motion(int axes, int capacity, Profile profile) {
        this.capacity = capacity;
        planned = new double[axes];
        acceleration = profile.motion().accelerationMmPerS2();
        corner = profile.motion().cornerMmPerS();
        rapid = profile.motion().rapidMmPerMin();
        fastest = profile.limits().feedMaxMmPerMin() / 60;
        junctionDeviation = profile.language() != Language.REPRAP;
    }

    boolean hasRoom() {
        return blocks.size() < capacity;
    }

    int free() {
        return capacity - blocks.size();
    }

    boolean still() {
        return blocks.isEmpty();
    }

    /** Where the tool will be when all is done. */
    double[] planned() {
        return planned.clone();
    }

    /** Adds a straight block. A block of no length takes no place. */
    void add(double[] to, double mmPerMin) {
        double sum = 0;
        for (int i = 0; i < Math.min(3, to.length); i++) sum += (to[i] - planned[i]) * (to[i] - planned[i]);
        double mm = Math.sqrt(sum);
        if (mm == 0) for (int i = 3; i < to.length; i++) mm += Math.abs(to[i] - planned[i]);
        addPath(to, mm, mmPerMin);
    }

    /** Adds a block that is longer than the straight way. */
    void addPath(double[] to, double mm, double mmPerMin) {
        if (mm > 0) {
            double mmPerS = Math.min(fastest, Math.max(mmPerMin, 0.001) / 60);
            var next = direction(to);
            blocks.add(new Block(planned.clone(), to.clone(), mm, mmPerS, junction(next, mmPerS), mmPerMin == rapid));
            direction = next;
            lastMmPerS = mmPerS;
        }
        System.arraycopy(to, 0, planned, 0, planned.length);
    }

    private double[] direction(double[] to) {
        var way = new double[3];
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            way[i] = to[i] - planned[i];
            sum += way[i] * way[i];
        }
        for (int i = 0; i < 3 && sum > 0; i++) way[i] /= Math.sqrt(sum);
        return way;
    }

    /** Marlin lets no axis change its speed by more than so much at once; grbl looks at the angle. */
    private double junction(double[] next, double mmPerS) {
        if (blocks.isEmpty() && !moving) return 0;
        double slower = Math.min(lastMmPerS, mmPerS);
        double limit = slower;
        if (junctionDeviation) {
            double cosine = -(direction[0] * next[0] + direction[1] * next[1] + direction[2] * next[2]);
            double sine = Math.sqrt(Math.max(0, (1 - cosine) / 2));
            // The deviation with which a right angle is passed at the profile's speed.
            double deviation = corner * corner / acceleration * (1 - Math.sqrt(0.5)) / Math.sqrt(0.5);
            if (sine < 0.999999) limit = Math.sqrt(acceleration * deviation * sine / (1 - sine));
        } else {
            for (int i = 0; i < 3; i++) {
                double change = Math.abs(next[i] - direction[i]);
                if (change > 1e-9) limit = Math.min(limit, corner / change);
            }
        }
        double speed = Math.min(slower, limit);
        return speed * speed;
    }

    /** Begins the first block with what is known of those after it. */
    private void begin() {
        double next = 0;
        var later = blocks.descendingIterator();
        for (int i = blocks.size() - 1; i > 0; i--) {
            var block = later.next();
            next = Math.min(block.mayEnter, next + 2 * acceleration * block.mm);
        }
        var first = blocks.element();
        double enter = Math.min(leftAt * leftAt, first.mmPerS * first.mmPerS);
        first.begin(enter, next, acceleration);
        moving = true;
        elapsed = 0;
    }

    /** The tool is declared to be here. */
    void place(double[] at) {
        System.arraycopy(at, 0, planned, 0, planned.length);
    }

    /** Where the tool is. */
    double[] position() {
        var block = blocks.peek();
        if (block == null) return planned.clone();
        double done = moving ? Math.min(1, block.way(elapsed, acceleration) / block.mm) : 0;
        var at = block.from.clone();
        for (int i = 0; i < at.length; i++) at[i] += (block.to[i] - at[i]) * done;
        return at;
    }

    /** Speed along the path now, mm/min. */
    double feed() {
        var block = blocks.peek();
        return block == null || !moving ? 0 : block.speed(elapsed, acceleration) * 60 * pace;
    }

    /** Overrides: how much faster than asked feeds and rapids go. A simplification: the change is at once. */
    void override(double feeds, double rapids) {
        feedFactor = feeds;
        rapidFactor = rapids;
    }

    private double factor() {
        return !blocks.isEmpty() && blocks.element().rapid ? rapidFactor : feedFactor;
    }

    void advance(double seconds) {
        double rest = seconds * factor();
        if (slowDownPerSecond > 0 && pace > 0) {
            double braking = Math.min(rest, pace / slowDownPerSecond);
            double mean = pace - slowDownPerSecond * braking / 2;
            pace = braking < rest ? 0 : pace - slowDownPerSecond * braking;
            rest = braking * mean;
        } else {
            rest *= pace;
        }
        while (rest > 0 && !blocks.isEmpty()) {
            if (!moving) begin();
            double left = blocks.element().seconds(acceleration) - elapsed;
            if (rest < left) {
                elapsed += rest;
                return;
            }
            rest -= left;
            leftAt = blocks.remove().leave;
            moving = false;
            if (!blocks.isEmpty()) begin();
        }
        if (blocks.isEmpty()) leftAt = 0;
        if (blocks.isEmpty() && slowDownPerSecond > 0) pace = 0;
    }

    /** Brakes and stays. */
    void hold(double accelerationMmPerS2) {
        double mmPerSecond = feed() / 60;
        if (mmPerSecond == 0) pace = 0;
        slowDownPerSecond = mmPerSecond == 0 ? 1 : accelerationMmPerS2 / mmPerSecond;
    }

    boolean held() {
        return slowDownPerSecond > 0;
    }

    boolean atRest() {
        return still() || pace == 0;
    }

    void release() {
        slowDownPerSecond = 0;
        pace = 1;
    }

    /**
     * Throws all blocks away; the tool stays where it is.
     *
     * @return how many there were, the one that was begun among them
     */
    int abandon() {
        var at = position();
        int dropped = blocks.size();
        blocks.clear();
        elapsed = 0;
        leftAt = 0;
        moving = false;
        place(at);
        release();
        return dropped;
    }
}
