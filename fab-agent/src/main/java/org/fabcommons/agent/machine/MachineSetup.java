// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profile;

/**
 * A machine as its owner has set it up.
 *
 * @param key stable name, a-z 0-9 and hyphens
 * @param name for people
 * @param port path of its serial port
 * @param baud bits per second
 * @param idleOffS after so many seconds hot or turning without a job it is switched off; 0 for never
 * @param pauseOff how long it stays warm in a pause
 * @param policy what the lab asks beyond the profile
 */
public record MachineSetup(
        String key,
        String name,
        Profile profile,
        String port,
        int baud,
        int idleOffS,
        PauseOff pauseOff,
        Policy policy) {
    /** Long enough to change filament on a hot nozzle. Seconds. */
    public static final int IDLE_OFF_S = 1800;

    public MachineSetup {
        if (idleOffS < 0) throw new IllegalArgumentException("idleOff must be 0 or above, not " + idleOffS);
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*"))
            throw new IllegalArgumentException("A machine's key is a-z, 0-9 and hyphens, not \"" + key + "\".");
        if (baud < 300) throw new IllegalArgumentException("baud must be at least 300, not " + baud);
    }

    /** With the usual time until a paused job cools. */
    public MachineSetup(String key, String name, Profile profile, String port, int baud, int idleOffS, Policy policy) {
        this(key, name, profile, port, baud, idleOffS, PauseOff.USUAL, policy);
    }

    /** Without any policy but the profile's. */
    public MachineSetup(String key, String name, Profile profile, String port, int baud, int idleOffS) {
        this(key, name, profile, port, baud, idleOffS, Policy.NONE);
    }

    /** With the usual time until what is left on is switched off. */
    public MachineSetup(String key, String name, Profile profile, String port, int baud) {
        this(key, name, profile, port, baud, IDLE_OFF_S);
    }

    /** With the baud rate of the profile. */
    public MachineSetup(String key, String name, Profile profile, String port) {
        this(key, name, profile, port, profile.serial().baud());
    }
}
