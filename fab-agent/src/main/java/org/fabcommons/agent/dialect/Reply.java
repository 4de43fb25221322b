// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.Map;
import java.util.Optional;
import org.fabcommons.link.Telemetry;

/** Something a firmware said; one line may say several things. */
public sealed interface Reply {
    /** The firmware has just started: everything sent before is forgotten. */
    record Greeting(String text) implements Reply {}

    /** The answer to one line. */
    record Ok() implements Reply {}

    /** The answer to one line that was not carried out, by its code. */
    record Refused(int code) implements Reply {}

    /** The firmware wants this line next; all before it were taken. */
    record Resend(long line) implements Reply {}

    /** A line came damaged or out of turn; {@code lastLine} is the last one taken. */
    record LineFault(String text, long lastLine) implements Reply {}

    /** The firmware does not know this command, answers it nevertheless, and goes on. */
    record Unknown(String command) implements Reply {}

    /** The machine has stopped itself and wants a reset. */
    record Fatal(String text) implements Reply {}

    /** The machine has locked itself. */
    record Alarm(int code) implements Reply {}

    /** Alive, but no answer yet. */
    record Busy(boolean forPerson) implements Reply {}

    /** How often the firmware says that it is busy; 0 for never. */
    record KeepAlive(int seconds) implements Reply {}

    /** Something the firmware can or cannot do. */
    record Capability(String name, boolean present) implements Reply {}

    /** Degrees Celsius by sensor. */
    record Temperatures(Map<String, Telemetry.Temperature> bySensor) implements Reply {}

    /** Millimetres by axis, in the program's coordinates. */
    record Position(Map<String, Double> byAxis) implements Reply {}

    /**
     * A status report of grbl.
     *
     * @param machine position from the machine's zero, empty when the work position was reported
     * @param work position from the program's zero, empty when the machine position was reported
     * @param offset between the two, in some reports only
     */
    record Status(
            State state,
            boolean atRest,
            Map<String, Double> machine,
            Map<String, Double> work,
            Map<String, Double> offset,
            double feedMmPerMin,
            double spindle)
            implements Reply {}

    /** Anything else; {@code error} when the firmware itself calls it one. */
    record Other(String text, boolean error) implements Reply {}

    /** What grbl says it is doing. */
    enum State {
        IDLE,
        RUN,
        HOLD,
        JOG,
        ALARM,
        DOOR,
        CHECK,
        HOME,
        SLEEP,
        TOOL;

        static Optional<State> named(String name) {
            for (var state : values()) if (state.name().equalsIgnoreCase(name)) return Optional.of(state);
            return Optional.empty();
        }
    }
}
