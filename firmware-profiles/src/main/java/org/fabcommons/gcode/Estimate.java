// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * How long moves take: each one speeds up, travels and slows down with the machine's acceleration, and passes a corner
 * the slower the sharper it is. One move of look-ahead, as small planners have; a machine with a deeper one is a little
 * faster.
 */
final class Estimate {
    private static final int MIN_PER_SECOND = 60;

    private final Profile profile;
    private double seconds;
    private double entry;
    private double pendingLength;
    private double pendingSpeed;
    private double[] pendingDirection = new double[3];

    Estimate(Profile profile) {
        this.profile = profile;
    }

    /** Adds a move. */
    void move(Move move) {
        double fastest = profile.limits().feedMaxMmPerMin();
        double rapid = Math.min(fastest, profile.motion().rapidMmPerMin());
        boolean grblRapid = move.rapid() && profile.language() == Language.GRBL;
        double speed = (grblRapid ? rapid : Math.min(fastest, move.feedMmPerMin())) / MIN_PER_SECOND;
        if (!(speed > 0)) return;
        double length = move.lengthMm() > 0 ? move.lengthMm() : Math.abs(move.extrudedMm());
        if (!(length > 0)) return;
        var direction = new double[3];
        double straight = move.from().distance(move.to());
        for (int i = 0; i < 3 && straight > 0; i++)
            direction[i] = (move.to().axis(i) - move.from().axis(i)) / straight;
        finishPending(corner(direction, speed));
        pendingLength = length;
        pendingSpeed = speed;
        pendingDirection = direction;
    }

    /** Comes to rest and stays for so long. */
    void rest(double dwellSeconds) {
        finishPending(0);
        seconds += dwellSeconds;
    }

    /** Until the last move given has ended. */
    double seconds() {
        return seconds + (pendingLength > 0 ? pendingLength / pendingSpeed : 0);
    }

    private double corner(double[] direction, double nextSpeed) {
        double cosine = 0;
        for (int i = 0; i < 3; i++) cosine += direction[i] * pendingDirection[i];
        double slower = Math.min(pendingSpeed, nextSpeed);
        double sine = Math.sqrt(Math.max(0, (1 - cosine) / 2));
        // sine is 0 straight on, 0.71 in a right angle, 1 when turning back.
        double allowed = sine < 1e-3 ? slower : profile.motion().cornerMmPerS() * Math.sqrt(0.5) / sine;
        return Math.min(slower, allowed);
    }

    private void finishPending(double exitWanted) {
        if (!(pendingLength > 0)) {
            entry = 0;
            return;
        }
        double a = profile.motion().accelerationMmPerS2();
        double exit = Math.min(exitWanted, Math.sqrt(entry * entry + 2 * a * pendingLength));
        double in = Math.min(entry, pendingSpeed);
        double speedUp = (pendingSpeed * pendingSpeed - in * in) / (2 * a);
        double slowDown = (pendingSpeed * pendingSpeed - exit * exit) / (2 * a);
        if (speedUp + slowDown <= pendingLength) {
            seconds += (pendingSpeed - in) / a
                    + (pendingSpeed - exit) / a
                    + (pendingLength - speedUp - slowDown) / pendingSpeed;
        } else {
            double peak = Math.sqrt(Math.max(in * in, a * pendingLength + (in * in + exit * exit) / 2));
            seconds += Math.max(0, (peak - in) / a) + Math.max(0, (peak - exit) / a);
        }
        entry = exit;
        pendingLength = 0;
    }
}
