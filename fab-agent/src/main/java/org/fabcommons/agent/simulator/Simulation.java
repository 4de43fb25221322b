// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fabcommons.profile.Profile;

/**
 * What is to be simulated.
 *
 * @param link symbolic link to offer the machine under; without one the terminal's own path is used
 * @param speed how much faster than iron motion, heating and dwells go; the wire keeps its time
 * @param resetsOnOpen whether opening the port restarts the board, as DTR does on most
 * @param corruptPercent of lines damaged on their way to the firmware, 0 to 100
 * @param seed for the damage
 * @param faults what else goes wrong
 * @param executed file for the commands really executed
 * @param status file that always holds the machine's state as JSON
 * @param table what a probe touches
 */
public record Simulation(
        Profile profile,
        Optional<Path> link,
        double speed,
        boolean resetsOnOpen,
        double corruptPercent,
        long seed,
        List<Fault> faults,
        Optional<Path> executed,
        Optional<Path> status,
        Table table) {
    public Simulation {
        if (!(speed > 0 && speed <= 1_000_000))
            throw new IllegalArgumentException("speed must be above 0 and at most 1000000, not " + speed);
        if (!(corruptPercent >= 0 && corruptPercent <= 100))
            throw new IllegalArgumentException("the damaged share must be 0 to 100 percent, not " + corruptPercent);
        faults = List.copyOf(faults);
    }
}
