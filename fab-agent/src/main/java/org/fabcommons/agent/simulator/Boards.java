// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import org.fabcommons.profile.Profile;

/** Which simulated board goes with a profile. */
final class Boards {
    private Boards() {}

    /** With nothing for a probe to touch. */
    static Firmware of(Profile profile, double speed, ExecutedLog log) {
        return of(profile, speed, log, Table.EMPTY);
    }

    static Firmware of(Profile profile, double speed, ExecutedLog log, Table table) {
        return switch (profile.language()) {
            case REPRAP -> new RepRapBoard(profile, speed, log);
            case GRBL -> new GrblFirmware(profile, speed, log, table);
            case JSON -> new TinygBoard(profile, speed, log);
            case PLOTTER -> new PlotterBoard(profile, speed, log);
        };
    }
}
