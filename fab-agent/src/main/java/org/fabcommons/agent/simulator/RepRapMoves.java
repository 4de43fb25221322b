// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/** The modal state of a printer's moves, and what its G-code plans. Source: Marlin {@code gcode.cpp}. */
final class RepRapMoves {
    private static final double HOMING_MM_PER_MIN = 3000;

    private final Profile profile;
    private final Motion motion;
    private final BooleanSupplier cold;
    private final Consumer<String> says;
    private boolean relative;
    private boolean relativeExtruder;
    private double feed;
    private int feedPercent = 100;
    /** Machine minus program coordinates, where G92 leaves the machine's own alone. Source: Smoothieware {@code Robot.cpp}. */
    private final double[] shift = new double[3];

    RepRapMoves(Profile profile, Motion motion, BooleanSupplier cold, Consumer<String> says) {
        this.profile = profile;
        this.motion = motion;
        this.cold = cold;
        this.says = says;
    }

    void restart() {
        motion.place(new double[4]);
        Arrays.fill(shift, 0);
        relative(false);
        feed = 1500;
        feedPercent = 100;
    }

    /** The extruder's too. */
    void relative(boolean from) {
        relative = from;
        relativeExtruder = from;
    }

    void relativeExtruder(boolean from) {
        relativeExtruder = from;
    }

    void feedPercent(int percent) {
        feedPercent = percent;
    }

    int feedPercent() {
        return feedPercent;
    }

    boolean still() {
        return motion.still();
    }

    boolean hasRoom() {
        return motion.hasRoom();
    }

    /** Nothing of what is planned is made any more; tells how many moves that were. */
    int abandon() {
        return motion.abandon();
    }

    void move(Words words) {
        var to = target(words);
        // The factor is taken when a move is planned. Source: Marlin, feedrate_percentage.
        motion.add(to, feed * feedPercent / 100);
    }

    void arc(Words words, boolean clockwise) {
        var from = motion.planned();
        var to = target(words);
        motion.addPath(to, Arc.length(from, to, words.number('I', 0), words.number('J', 0), clockwise), feed);
    }

    private double[] target(Words words) {
        var at = motion.planned();
        var names = "XYZE";
        for (int i = 0; i < 4; i++) {
            var value = words.number(names.charAt(i));
            boolean fromHere = i == 3 ? relativeExtruder : relative;
            if (value.isPresent()) at[i] = value.getAsDouble() + (fromHere ? at[i] : i < 3 ? shift[i] : 0);
        }
        var envelope = profile.envelope();
        at[0] = Math.max(envelope.minX(), Math.min(envelope.maxX(), at[0]));
        at[1] = Math.max(envelope.minY(), Math.min(envelope.maxY(), at[1]));
        at[2] = Math.max(envelope.minZ(), Math.min(envelope.maxZ(), at[2]));
        words.number('F').ifPresent(f -> {
            if (f > 0) feed = Math.min(f, profile.limits().feedMaxMmPerMin());
        });
        if (at[3] != motion.planned()[3] && cold.getAsBoolean()) {
            says.accept("echo: cold extrusion prevented");
            var still = motion.planned();
            still[3] = at[3];
            motion.place(still);
        }
        return at;
    }

    void home(Words words) {
        boolean all = !words.has('X') && !words.has('Y') && !words.has('Z');
        var at = motion.planned();
        double farthest = 0;
        for (int i = 0; i < 3; i++) {
            if (all || words.has("XYZ".charAt(i))) {
                farthest = Math.max(farthest, Math.abs(at[i]));
                at[i] = 0;
            }
        }
        motion.addPath(at, farthest + 10, HOMING_MM_PER_MIN);
    }

    /** Says where it is, without moving. */
    void place(Words words) {
        var at = motion.planned();
        boolean shifts = profile.family() == Family.SMOOTHIE;
        boolean all = true;
        for (int i = 0; i < 4; i++) {
            var value = words.number("XYZE".charAt(i));
            if (value.isEmpty()) continue;
            all = false;
            if (shifts && i < 3) shift[i] = at[i] - value.getAsDouble();
            else at[i] = value.getAsDouble();
        }
        if (all && shifts) Arrays.fill(shift, 0);
        else motion.place(all ? new double[4] : at);
    }

    /**
     * As M114 answers.
     *
     * @param real where the iron is, else where it will be once all is made that is planned
     */
    String place(boolean real) {
        var steps = motion.position();
        var at = real ? steps.clone() : motion.planned();
        for (int i = 0; i < 3; i++) at[i] -= shift[i];
        return String.format(
                Locale.ROOT,
                "X:%.2f Y:%.2f Z:%.2f E:%.2f Count X:%d Y:%d Z:%d",
                at[0],
                at[1],
                at[2],
                at[3],
                Math.round(steps[0] * 80),
                Math.round(steps[1] * 80),
                Math.round(steps[2] * 400));
    }
}
