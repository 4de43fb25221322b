// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import java.util.List;

/**
 * Lines the host sends of its own, none of them ever taken from a file.
 *
 * @param start before a job
 * @param end after a job's last line: waits for the motion to be done and switches off what the file left on
 * @param emergencyStop the fastest stop there is, past the queue; nothing else is sent before it
 * @param unlock to a machine that stopped itself, after a person has said that it may move again
 * @param safeOff heaters, spindle and laser off; after a fault, an interruption or a cancelled job
 * @param pause after a pause has come to rest
 * @param stayAwake while a paused job rests, each minute: to firmware that lets go of its motors when nothing happens
 * @param resume before going on
 */
public record Sequences(
        List<String> start,
        List<String> end,
        List<String> safeOff,
        List<String> pause,
        List<String> stayAwake,
        List<String> resume,
        List<String> emergencyStop,
        List<String> unlock) {
    public Sequences {
        start = start == null ? List.of() : List.copyOf(start);
        end = end == null ? List.of() : List.copyOf(end);
        InvalidValue.unless(safeOff != null && !safeOff.isEmpty(), "sequences.safeOff", "is missing");
        safeOff = List.copyOf(safeOff);
        pause = pause == null ? List.of() : List.copyOf(pause);
        stayAwake = stayAwake == null ? List.of() : List.copyOf(stayAwake);
        resume = resume == null ? List.of() : List.copyOf(resume);
        emergencyStop = emergencyStop == null ? List.of() : List.copyOf(emergencyStop);
        unlock = unlock == null ? List.of() : List.copyOf(unlock);
    }
}
