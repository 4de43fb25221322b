// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

/** Commands that may stay silent for long. */
final class LongCommand {
    private LongCommand() {}

    /** Whether this command line begins with this code. */
    static boolean is(String code, String command) {
        return command.startsWith(code)
                && (command.length() == code.length() || !Character.isDigit(command.charAt(code.length())));
    }
}
