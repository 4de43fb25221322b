// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.List;
import java.util.regex.Pattern;
import org.fabcommons.profile.Wire;

/** Lines that must be alone on the wire: while some processors write their EEPROM they hear nothing. */
final class AloneLines {
    private final List<Pattern> patterns;

    AloneLines(Wire wire) {
        patterns = wire.alone().stream().map(Pattern::compile).toList();
    }

    boolean include(String command) {
        if (command.isEmpty() || patterns.isEmpty()) return false;
        // Nearly all lines are motion, and no pattern speaks of that.
        if (LongCommand.isMove(command) || command.startsWith("X")) return false;
        for (var pattern : patterns) if (pattern.matcher(command).find()) return true;
        return false;
    }
}
