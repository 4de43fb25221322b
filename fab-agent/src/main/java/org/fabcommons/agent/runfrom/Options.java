// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

import java.util.OptionalDouble;
import org.fabcommons.profile.HostLoss.TakeUp;

/**
 * How a file is taken up.
 *
 * @param position how the place of the tool is known
 * @param liftMm how far above the work the tool travels; 0 to 100
 * @param primeMm filament pushed out before it goes on; 0 to 50
 * @param laser whether the tool is a beam, which must be dark until it moves
 * @param heightMm where the tool stands now, where that is known to be another height than the line's
 */
public record Options(TakeUp position, double liftMm, double primeMm, boolean laser, OptionalDouble heightMm) {
    public static final int MOST_LIFT_MM = 100;
    public static final int MOST_PRIME_MM = 50;
    public static final int MOST_HEIGHT_MM = 10_000;

    public Options {
        within("lift", liftMm, MOST_LIFT_MM);
        within("prime", primeMm, MOST_PRIME_MM);
    }

    private static void within(String name, double mm, double most) {
        if (!(mm >= 0 && mm <= most))
            throw new IllegalArgumentException(
                    "The " + name + " is 0 to " + (int) most + " mm, not " + (Double.isNaN(mm) ? "that" : mm) + ".");
    }

    /** With the tool at the height of the line itself. */
    public Options(TakeUp position, double liftMm, double primeMm, boolean laser) {
        this(position, liftMm, primeMm, laser, OptionalDouble.empty());
    }

    /** The same, with the tool at this height now. */
    public Options at(double mm) {
        return new Options(position, liftMm, primeMm, laser, OptionalDouble.of(mm));
    }
}
