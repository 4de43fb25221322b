// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import org.fabcommons.profile.Profile;

/**
 * A machine as its owner has set it up.
 *
 * @param key stable name, a-z 0-9 and hyphens
 * @param name for people
 * @param port path of its serial port
 * @param baud bits per second
 */
public record MachineSetup(String key, String name, Profile profile, String port, int baud) {
    public MachineSetup {
        if (!key.matches("[a-z0-9]+(-[a-z0-9]+)*"))
            throw new IllegalArgumentException("A machine's key is a-z, 0-9 and hyphens, not \"" + key + "\".");
        if (baud < 300) throw new IllegalArgumentException("baud must be at least 300, not " + baud);
    }

    /** With the baud rate of the profile. */
    public MachineSetup(String key, String name, Profile profile, String port) {
        this(key, name, profile, port, profile.serial().baud());
    }
}
