// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Optional;
import org.fabcommons.gcode.Line;
import org.fabcommons.profile.Profile;

/**
 * A change of tools that the firmware does not know: the agent lets the motion end, stops the spindle, asks for the tool
 * and goes on when somebody says so. The command itself is never sent; grbl answers it by error 20. As with other
 * controls the spindle stands still afterwards until the file starts it. Source: RS274/NGC, 3.6.3 (M6).
 *
 * @param tool its number; empty where the file names none
 */
record ToolChange(String tool) {
    /** @param chosen the tool that the file has named so far */
    static Optional<ToolChange> of(Line line, int chosen, Profile profile) {
        if (!profile.commands().hostChangesTools() || !line.codes().contains("M6")) return Optional.empty();
        if (line.value('T').isPresent())
            return Optional.of(new ToolChange("T" + (int) line.value('T').getAsDouble()));
        return Optional.of(new ToolChange(chosen == 0 ? "" : "T" + chosen));
    }
}
