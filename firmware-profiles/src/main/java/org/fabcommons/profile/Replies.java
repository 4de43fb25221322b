// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Texts of the firmware, as regular expressions for one line without its end.
 *
 * @param greetings what may be the first words after a restart; some firmwares have none
 * @param reset the line that only a restart prints: during a job it means that the machine was reset
 * @param recognise what only this firmware says of itself, unasked or when asked who it is
 * @param errorsAnswer whether a numbered error is the answer to its line
 * @param busy alive, but no answer yet
 * @param fatal the machine has stopped itself
 * @param heaterFault the machine has switched off the heater at fault, and goes on with all else
 * @param harmless starts like an error, is none: the machine has left something out and goes on, which the job's history tells
 * @param errors numbered errors, in words
 * @param alarms numbered alarms, in words
 */
public record Replies(
        List<String> greetings,
        Optional<String> reset,
        boolean errorsAnswer,
        List<String> recognise,
        Optional<String> busy,
        List<String> fatal,
        List<String> heaterFault,
        List<String> harmless,
        Map<Integer, String> errors,
        Map<Integer, String> alarms) {
    public Replies {
        greetings = greetings == null ? List.of() : List.copyOf(greetings);
        recognise = recognise == null ? List.of() : List.copyOf(recognise);
        fatal = fatal == null ? List.of() : List.copyOf(fatal);
        heaterFault = heaterFault == null ? List.of() : List.copyOf(heaterFault);
        harmless = harmless == null ? List.of() : List.copyOf(harmless);
        errors = errors == null ? Map.of() : Map.copyOf(errors);
        alarms = alarms == null ? Map.of() : Map.copyOf(alarms);
    }
}
