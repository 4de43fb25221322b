// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The safe-state model of a machine: what becomes of it when the program that feeds it dies in the middle of a job. A
 * dead host can switch nothing off, so what is told here is what the firmware does alone.
 *
 * @param heaters what becomes of nozzle and bed
 * @param tool what becomes of spindle or laser
 * @param offAfterS with {@link Left#FOR_A_TIME}: after how many seconds the firmware switches off by itself
 * @param protections what the firmware watches by itself
 * @param mend what its owner can do about what stays on
 * @param takeUp how its position can be known when a job is taken up again
 */
public record HostLoss(
        Left heaters,
        Left tool,
        Optional<Integer> offAfterS,
        List<Protection> protections,
        List<Mend> mend,
        List<TakeUp> takeUp) {
    public HostLoss {
        InvalidValue.unless(heaters != null, "hostLoss.heaters", "is missing");
        InvalidValue.unless(tool != null, "hostLoss.tool", "is missing");
        boolean timed = heaters == Left.FOR_A_TIME || tool == Left.FOR_A_TIME;
        InvalidValue.unless(timed == offAfterS.isPresent(), "hostLoss.offAfterS", "is for what stays on for a time");
        protections = protections == null ? List.of() : List.copyOf(protections);
        mend = mend == null ? List.of() : List.copyOf(mend);
        takeUp = takeUp == null ? List.of() : List.copyOf(takeUp);
        boolean safe = heaters != Left.STAYS_ON && tool != Left.STAYS_ON;
        InvalidValue.unless(safe || !mend.isEmpty(), "hostLoss.mend", "must say what can be done about what stays on");
    }

    /** Whether something stays hot or on that nobody switches off. */
    public boolean dangerous() {
        return heaters == Left.STAYS_ON || tool == Left.STAYS_ON;
    }

    /** What is left behind. */
    public enum Left {
        /** The machine has no such thing. */
        NONE,
        /** It is off as soon as the motion that is already in the machine is done. */
        GOES_OFF,
        /** It stays on until the firmware's own time is over. */
        FOR_A_TIME,
        /** It stays on until somebody comes. */
        STAYS_ON;

        @JsonValue
        public String wireName() {
            return word(this);
        }
    }

    /** What the firmware watches by itself. */
    public enum Protection {
        /** A heater that does not follow its power is switched off. */
        THERMAL_RUNAWAY,
        /** Heaters go off when nothing was asked for some time. */
        IDLE_TIMEOUT,
        /** Power falls to nothing when the beam stands still (M4 with laser mode on). */
        LASER_MODE;

        @JsonValue
        public String wireName() {
            return word(this);
        }
    }

    /** What the owner can do. */
    public enum Mend {
        /** Build the firmware with its idle timeout, or set it. */
        SET_IDLE_TIMEOUT,
        /** A switch in the mains that goes off without the host. */
        MAINS_SWITCH,
        /** Switch laser mode on and let files use M4. */
        USE_LASER_MODE,
        /** A door or lid switch wired to the controller. */
        DOOR_SWITCH,
        /** Stay beside it. */
        STAY;

        @JsonValue
        public String wireName() {
            return word(this);
        }
    }

    /** How the place of the tool is known when a job goes on. */
    public enum TakeUp {
        /** The machine was neither restarted nor moved, or a person has set its zero again. */
        KEPT,
        /** X and Y are homed; the height is taken to be where it was, since the work is in the way. */
        HOME_XY;

        @JsonValue
        public String wireName() {
            return word(this);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
