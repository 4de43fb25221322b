// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** The planner's blocks and the steppers that work them off; millimetres and seconds of machine time. */
final class Motion {
    private record Block(double[] from, double[] to, double mm, double seconds) {}

    private final int capacity;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final double[] planned;
    private double elapsed;
    private double pace = 1;
    private double slowDownPerSecond;

    Motion(int axes, int capacity) {
        this.capacity = capacity;
        planned = new double[axes];
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
        if (mm > 0) blocks.add(new Block(planned.clone(), to.clone(), mm, mm / Math.max(mmPerMin, 0.001) * 60));
        System.arraycopy(to, 0, planned, 0, planned.length);
    }

    /** The tool is declared to be here. */
    void place(double[] at) {
        System.arraycopy(at, 0, planned, 0, planned.length);
    }

    /** Where the tool is. */
    double[] position() {
        var block = blocks.peek();
        if (block == null) return planned.clone();
        double done = Math.min(1, elapsed / block.seconds);
        var at = block.from.clone();
        for (int i = 0; i < at.length; i++) at[i] += (block.to[i] - at[i]) * done;
        return at;
    }

    /** Speed along the path now, mm/min. */
    double feed() {
        var block = blocks.peek();
        return block == null ? 0 : block.mm / block.seconds * 60 * pace;
    }

    void advance(double seconds) {
        double rest = seconds;
        if (slowDownPerSecond > 0 && pace > 0) {
            double braking = Math.min(rest, pace / slowDownPerSecond);
            double mean = pace - slowDownPerSecond * braking / 2;
            pace = braking < rest ? 0 : pace - slowDownPerSecond * braking;
            rest = braking * mean;
        } else {
            rest *= pace;
        }
        while (rest > 0 && !blocks.isEmpty()) {
            double left = blocks.element().seconds - elapsed;
            if (rest < left) {
                elapsed += rest;
                return;
            }
            rest -= left;
            elapsed = 0;
            blocks.remove();
        }
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

    /** Throws all blocks away; the tool stays where it is. */
    void abandon() {
        var at = position();
        blocks.clear();
        elapsed = 0;
        place(at);
        release();
    }
}
