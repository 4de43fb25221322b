// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.Set;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Profile;

/** Which firmwares need blanks between words. */
public final class Blanks {
    /** RepRapFirmware is not on the list, since nobody has seen it do so. */
    private static final Set<Family> READ_WITHOUT = Set.of(
            Family.MARLIN,
            Family.PRUSA,
            Family.REPETIER,
            Family.KLIPPER,
            Family.SMOOTHIE,
            Family.GRBL,
            Family.GRBL09,
            Family.GRBLHAL,
            Family.FLUIDNC);

    private Blanks() {}

    /**
     * Whether it reads words, and the number before a command, without blanks between them.
     *
     * <p>Sources: grbl {@code protocol.c}; Marlin {@code queue.cpp}, {@code parser.cpp}; Prusa {@code cmdqueue.cpp};
     * Repetier {@code gcode.cpp}; Klipper {@code gcode.py}; Smoothieware {@code GcodeDispatch.cpp}.
     */
    public static boolean needless(Profile profile) {
        return READ_WITHOUT.contains(profile.family());
    }

    /**
     * Whether a blank must stand before the sum. Smoothieware takes a numbered line in which it finds no {@code *}; should
     * that byte be lost, the last number would swallow the sum's figures: {@code F3069*85} would be {@code F306985}.
     */
    static boolean beforeSum(Profile profile) {
        return profile.family() == Family.SMOOTHIE;
    }
}
