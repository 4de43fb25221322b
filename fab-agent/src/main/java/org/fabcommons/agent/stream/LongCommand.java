// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.Collection;

/** Commands that may stay silent for long. */
final class LongCommand {
    private LongCommand() {}

    /** Whether this command line begins with one of these codes. */
    static boolean isIn(Collection<String> codes, String command) {
        if (isMove(command)) return false;
        for (var code : codes) if (is(code, command)) return true;
        return false;
    }

    /** Whether this is G0 or G1, as nearly every line is. */
    static boolean isMove(String command) {
        return command.length() > 2
                && command.charAt(0) == 'G'
                && (command.charAt(1) == '0' || command.charAt(1) == '1')
                && !Character.isDigit(command.charAt(2));
    }

    /** Whether this command line begins with this code. */
    static boolean is(String code, String command) {
        return command.startsWith(code)
                && (command.length() == code.length() || !Character.isDigit(command.charAt(code.length())));
    }
}
