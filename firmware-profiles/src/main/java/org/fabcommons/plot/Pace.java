// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.plot;

import java.util.function.Consumer;
import org.fabcommons.profile.Plotter;
import org.fabcommons.profile.Profile;

/** How long instructions take one by one, each way beginning and ending at rest: never less than the machine needs. */
public final class Pace {
    /** What every instruction costs the machine's processor. Seconds. A guess. */
    private static final double READING_S = 0.002;

    private final Pen pen;
    private final Plotter plotter;
    private final double acceleration;

    public Pace(Profile profile) {
        pen = new Pen(profile);
        plotter = profile.plotter().orElseThrow();
        acceleration = profile.motion().accelerationMmPerS2();
    }

    /** Where the tool is after what was added. */
    public Pen pen() {
        return pen;
    }

    /** Seconds that this instruction takes. */
    public double seconds(Instruction instruction) {
        return seconds(instruction, stroke -> {});
    }

    /** The same, showing each stroke. */
    double seconds(Instruction instruction, Consumer<Stroke> strokes) {
        boolean before = pen.down();
        var sum = new double[] {READING_S};
        pen.follow(instruction, stroke -> {
            sum[0] += seconds(stroke);
            strokes.accept(stroke);
        });
        if (pen.down() != before) sum[0] += plotter.liftMs() / 1000.0;
        return sum[0];
    }

    private double seconds(Stroke stroke) {
        double length = stroke.lengthMm();
        double speed = stroke.mmPerS();
        double ramps = speed * speed / acceleration;
        return ramps <= length ? length / speed + speed / acceleration : 2 * Math.sqrt(length / acceleration);
    }
}
