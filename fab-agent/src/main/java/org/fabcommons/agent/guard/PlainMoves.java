// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.guard;

import org.fabcommons.profile.Profile;

/** Tells G0 and G1 with plain numbers, as nearly every line of a file is, so that nothing else has to be asked of them. */
final class PlainMoves {
    static final String AXES = "XYZEF";
    static final String AXES_AND_POWER = "XYZEFS";

    private final boolean rapidAllowed;
    private final boolean feedAllowed;
    /** A line without a command repeats the last motion. */
    private final boolean modalAllowed;

    PlainMoves(Profile profile) {
        rapidAllowed = may(profile, "G0");
        feedAllowed = may(profile, "G1");
        modalAllowed = profile.commands().modalMotion();
    }

    private static boolean may(Profile profile, String code) {
        var commands = profile.commands();
        boolean listed = commands.allowed().contains(code) || commands.ask().containsKey(code);
        return listed && commands.refusal(code).isEmpty();
    }

    /** Whether this is only G0 or G1 with numbers behind some of these letters, as nearly every line is. */
    boolean include(String command, String letters) {
        if (command.length() < 2) return false;
        boolean modal = command.charAt(0) != 'G';
        char code = command.charAt(1);
        if (modal ? !modalAllowed : !(code == '0' ? rapidAllowed : code == '1' && feedAllowed)) return false;
        int at = modal ? 0 : 2;
        int seen = 0;
        while (at >= 0 && at < command.length()) {
            int letter = command.charAt(at) == ' ' ? at + 1 : at;
            at = afterWord(command, at, letters);
            if (at < 0) return false;
            // Each letter once: firmwares do not agree which of two counts.
            int bit = 1 << (command.charAt(letter) - 'A');
            if ((seen & bit) != 0) return false;
            seen |= bit;
        }
        return at >= 0;
    }

    /** Where the word that begins here, or after a blank, ends; below 0 if it is none of these letters with a number. */
    private static int afterWord(String command, int from, String letters) {
        int at = command.charAt(from) == ' ' ? from + 1 : from;
        if (at == command.length() || letters.indexOf(command.charAt(at)) < 0) return -1;
        at++;
        if (at < command.length() && (command.charAt(at) == '-' || command.charAt(at) == '+')) at++;
        int figures = 0;
        int points = 0;
        for (; at < command.length(); at++) {
            char c = command.charAt(at);
            if (c >= '0' && c <= '9') figures++;
            else if (c == '.') points++;
            else break;
        }
        return figures > 0 && points <= 1 ? at : -1;
    }
}
