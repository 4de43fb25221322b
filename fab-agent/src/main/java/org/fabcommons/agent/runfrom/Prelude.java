// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.runfrom;

/**
 * A line that is sent before the file goes on.
 *
 * @param command as it stands in the file that results
 * @param why a key of the pages' texts: what it is for
 */
public record Prelude(String command, Why why) {
    /** What a line is for. */
    public enum Why {
        UNITS,
        TOOL_OFF,
        HEAT_BED,
        HEAT_NOZZLE,
        HEIGHT_SET,
        LIFT,
        HOME,
        SETTING,
        TOOL,
        TOOL_LENGTH,
        TRAVEL,
        SPINDLE_ON,
        SPIN_UP,
        BEAM_READY,
        COOLANT,
        PRIME,
        LOWER,
        PLUNGE,
        FAN,
        EXTRUDER,
        ZERO,
        MODES,
        FEED
    }
}
