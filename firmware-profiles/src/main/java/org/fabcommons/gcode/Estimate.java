// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * How long moves take, as the firmware's own planner goes about it: it looks ahead over some moves, passes each corner as
 * fast as that allows, and speeds up and slows down with the machine's acceleration in between. Sources: Marlin's
 * classic jerk; grbl's junction deviation ({@code planner.c}); the speed through a right angle stands for either.
 */
final class Estimate {
    private static final int MIN_PER_SECOND = 60;
    /** Moves that are looked at together; half of them are then done with. Small boards look over 16. */
    private static final int WINDOW = 32;

    /** Speed through a right angle squared is so much times acceleration and grbl's deviation: s / (1 - s) at 45°. */
    private static final double RIGHT_ANGLE = Math.sqrt(0.5) / (1 - Math.sqrt(0.5));

    private final boolean grbl;
    private final double fastest;
    private final double rapid;
    private final double acceleration;
    private final double corner;

    private final double[] lengths = new double[WINDOW];
    private final double[] speeds = new double[WINDOW];
    /** Highest speed at which each move may begin, squared. */
    private final double[] entries = new double[WINDOW];

    private final double[] planned = new double[WINDOW + 1];
    private int count;
    private double seconds;
    private double pending;
    private double directionX;
    private double directionY;
    private double directionZ;
    private double lastSpeed;

    Estimate(Profile profile) {
        grbl = profile.language() != Language.REPRAP;
        fastest = profile.limits().feedMaxMmPerMin() / MIN_PER_SECOND;
        rapid = Math.min(fastest, profile.motion().rapidMmPerMin() / MIN_PER_SECOND);
        acceleration = profile.motion().accelerationMmPerS2();
        corner = profile.motion().cornerMmPerS();
    }

    /** Adds a move. */
    void move(Move move) {
        var from = move.from();
        var to = move.to();
        move(
                move.rapid(),
                to.x() - from.x(),
                to.y() - from.y(),
                to.z() - from.z(),
                move.lengthMm(),
                move.feedMmPerMin(),
                move.extrudedMm());
    }

    /** @param x what the move adds on X, as y and z on theirs, millimetres */
    void move(boolean isRapid, double x, double y, double z, double lengthMm, double feedMmPerMin, double extrudedMm) {
        double speed = grbl && isRapid ? rapid : Math.min(fastest, feedMmPerMin / MIN_PER_SECOND);
        double length = lengthMm > 0 ? lengthMm : Math.abs(extrudedMm);
        if (!(speed > 0) || !(length > 0)) return;
        double straight = Math.sqrt(x * x + y * y + z * z);
        double scale = straight > 0 ? 1 / straight : 0;
        if (count == WINDOW) plan(WINDOW / 2, 0);
        entries[count] = junction(x * scale, y * scale, z * scale, speed);
        lengths[count] = length;
        speeds[count] = speed;
        count++;
        pending += length / speed;
        directionX = x * scale;
        directionY = y * scale;
        directionZ = z * scale;
        lastSpeed = speed;
    }

    /** Comes to rest and stays for so long. */
    void rest(double dwellSeconds) {
        plan(count, 0);
        lastSpeed = 0;
        seconds += dwellSeconds;
    }

    /** Until the last move given has ended; those still looked at count as if nothing slowed them down. */
    double seconds() {
        return seconds + pending;
    }

    /** Speed allowed from the last move into one of this direction, squared. */
    private double junction(double x, double y, double z, double speed) {
        double slower = Math.min(lastSpeed, speed);
        double limit = slower * slower;
        double cosine = directionX * x + directionY * y + directionZ * z;
        if (cosine > 0.999999 || limit == 0) return limit;
        if (!grbl) return Math.min(limit, corner * corner / (1 - cosine));
        double half = Math.sqrt(Math.max(0, (1 + cosine) / 2));
        return Math.min(limit, corner * corner / RIGHT_ANGLE * half / (1 - half));
    }

    /** Works out the first {@code done} moves, looking at all; the last of all ends at this speed, squared. */
    private void plan(int done, double exit) {
        if (count == 0) return;
        double next = exit;
        planned[count] = exit;
        for (int i = count - 1; i >= 0; i--) {
            next = Math.min(entries[i], next + 2 * acceleration * lengths[i]);
            planned[i] = next;
        }
        double entry = Math.min(planned[0], entries[0]);
        for (int i = 0; i < done; i++) {
            double leave = Math.min(planned[i + 1], entry + 2 * acceleration * lengths[i]);
            seconds += duration(lengths[i], speeds[i], entry, leave);
            pending -= lengths[i] / speeds[i];
            entry = leave;
        }
        count -= done;
        System.arraycopy(lengths, done, lengths, 0, count);
        System.arraycopy(speeds, done, speeds, 0, count);
        System.arraycopy(entries, done, entries, 0, count);
        // The first of those that stay begins as fast as the last of those done has ended.
        if (count > 0) entries[0] = entry;
        else pending = 0;
    }

    private double duration(double length, double speed, double entrySquared, double exitSquared) {
        double in = Math.sqrt(entrySquared);
        double out = Math.sqrt(exitSquared);
        double ramps = (2 * speed * speed - entrySquared - exitSquared) / (2 * acceleration);
        if (ramps <= length) return (2 * speed - in - out) / acceleration + (length - ramps) / speed;
        double peak = Math.sqrt(acceleration * length + (entrySquared + exitSquared) / 2);
        return Math.max(0, 2 * peak - in - out) / acceleration;
    }
}
