// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.preflight;

import java.util.List;
import java.util.Optional;
import org.fabcommons.gcode.Move;
import org.fabcommons.gcode.Step;
import org.fabcommons.gcode.Word;

/**
 * Words at which a firmware ends the job in the middle: letters that it does not know, and such as nothing in their line
 * uses. Source: grbl 1.1 gcode.c, gc_execute_line: errors 20 and 36.
 *
 * @param letters those that it knows besides G and M; empty where that is not looked at
 */
record WordRule(String letters) {
    /** Whatever else stands in a line, these may. */
    private static final String ALWAYS = "GMFNSTXYZ";

    /**
     * One word that must not be there.
     *
     * @param beside what it stands beside; empty where the letter is unknown anywhere
     */
    record Trouble(String code, long line, String word, String beside) {
        Finding finding() {
            return Finding.refuse(code, line, word, beside);
        }
    }

    boolean refuses(char letter) {
        return !letters.isEmpty() && letters.indexOf(letter) < 0;
    }

    Optional<Trouble> against(Step step) {
        if (letters.isEmpty()) return Optional.empty();
        var line = step.line();
        for (var word : line.words()) {
            if (ALWAYS.indexOf(word.letter()) >= 0) continue;
            if (refuses(word.letter()))
                return Optional.of(new Trouble("unknown-word", line.number(), String.valueOf(word.letter()), ""));
            if (!used(step, word))
                return Optional.of(new Trouble(
                        "unused-word", line.number(), String.valueOf(word.letter()), String.join(" ", line.codes())));
        }
        return Optional.empty();
    }

    private static boolean used(Step step, Word word) {
        var line = step.line();
        var codes = line.codes();
        // An arc that cannot be is said to be that.
        boolean arc = step.move().filter(Move::isArc).isPresent()
                || codes.contains("G2")
                || codes.contains("G3")
                || step.faults().contains(Step.Fault.ARC);
        return switch (word.letter()) {
            case 'I', 'J', 'K' -> arc && !line.has('R');
            case 'R' -> arc;
            case 'P' -> codes.stream().anyMatch(List.of("G4", "G10")::contains);
            case 'L' -> codes.contains("G10");
            default -> true;
        };
    }
}
