// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

/**
 * What turns or shines of a grbl, and what puts it out in a hold: laser mode of itself, or a byte that toggles. Going on
 * restores it. Source: grbl 1.1 {@code protocol.c}, spindle_stop_ovr and DISABLE_LASER_DURING_HOLD; {@code stepper.c}.
 */
final class GrblSpindle {
    private final GrblCore core;
    private final GrblSettings settings;
    private final Motion motion;
    private boolean held;
    /** To be stopped as soon as the hold is complete. */
    private boolean initiated;

    private boolean stopped;

    GrblSpindle(GrblCore core, GrblSettings settings, Motion motion) {
        this.core = core;
        this.settings = settings;
        this.motion = motion;
    }

    /** After a reset. */
    void restart() {
        held = false;
        initiated = false;
        stopped = false;
    }

    /** 0x9e, which is listened to in a hold alone; grbl 0.9 has no such byte. */
    void toggle() {
        if (!core.is(GrblState.HOLD) || core.flavour().words()) return;
        if (stopped) restore();
        else initiated = true;
    }

    void advance() {
        boolean holds = core.is(GrblState.HOLD);
        if (holds && !held && settings.laserMode()) initiated = true;
        if (!holds) {
            if (stopped) restore();
            initiated = false;
        }
        held = holds;
        if (!initiated || !motion.atRest()) return;
        initiated = false;
        stopped = core.program().spindle() > 0;
    }

    private void restore() {
        stopped = false;
        core.message("Restoring spindle");
    }

    /** Revolutions per minute, or laser power, as it really is now. */
    double speed() {
        boolean door = core.is(GrblState.DOOR) && motion.atRest();
        boolean follows = settings.laserMode() && core.program().modes().spindleMode == 4;
        return stopped || door || (follows && motion.feed() == 0)
                ? 0
                : core.program().spindle();
    }
}
