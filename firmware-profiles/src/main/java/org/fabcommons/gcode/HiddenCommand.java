// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.gcode;

import java.util.Locale;
import org.fabcommons.profile.Family;
import org.fabcommons.profile.Language;
import org.fabcommons.profile.Profile;

/**
 * What a line tells some firmwares besides what it says. RepRapFirmware and Smoothieware carry out all commands of a line
 * and begin a new one at every G and M, also in most messages. Sources: RepRapFirmware {@code StringParser.cpp},
 * FindParameters and InternalGetPossiblyQuotedString; Smoothieware {@code GcodeDispatch.cpp}.
 */
public final class HiddenCommand {
    private HiddenCommand() {}

    /** Whether a line for a printer holds more than one command. */
    public static boolean in(Line line, Profile profile) {
        if (profile.language() != Language.REPRAP) return false;
        if (line.codes().size() > 1) return true;
        boolean text = line.words().size() == 1 && !line.named() && line.text().indexOf(' ') > 0;
        // What the agent keeps for itself says nothing to the firmware.
        if (!text || line.codes().stream().anyMatch(profile.commands()::hostWaits)) return false;
        var said = line.text().substring(line.text().indexOf(' ') + 1).strip();
        boolean display = line.codes().contains("M117");
        if (profile.family() == Family.SMOOTHIE) return !display && begins(said, "GM");
        if (profile.family() != Family.REPRAPFIRMWARE) return false;
        // Without quotes all of it is the message.
        boolean plain = display && !said.startsWith("\"") && !said.startsWith("{");
        return !plain && begins(unquoted(said).toUpperCase(Locale.ROOT), "GM");
    }

    /** Whether it shifts the zero or a tool: G10 of printers that retract with it too. Source: RepRapFirmware, G10. */
    public static boolean setsZero(Line line, Profile profile) {
        return profile.language() == Language.REPRAP
                && line.codes().contains("G10")
                && (line.has('L') || line.has('X') || line.has('Y') || line.has('Z'));
    }

    private static boolean begins(String text, String letters) {
        return text.chars().anyMatch(c -> letters.indexOf(c) >= 0);
    }

    private static String unquoted(String said) {
        var outside = new StringBuilder();
        boolean quoted = false;
        int braces = 0;
        for (int i = 0; i < said.length(); i++) {
            char c = said.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (!quoted && c == '{') braces++;
            else if (!quoted && c == '}') braces = Math.max(0, braces - 1);
            else if (!quoted && braces == 0) outside.append(c);
        }
        return outside.toString();
    }
}
