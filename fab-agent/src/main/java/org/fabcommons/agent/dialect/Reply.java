// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.dialect;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.fabcommons.link.Telemetry;
import org.fabcommons.profile.Envelope;

/** Something a firmware said; one line may say several things. */
public sealed interface Reply {
    /** The firmware has just started: everything sent before is forgotten. */
    record Greeting(String text) implements Reply {}

    /**
     * The answer to one line.
     *
     * @param line its number, where the firmware says it (ADVANCED_OK, Repetier)
     * @param plannerFree blocks free in the planner (ADVANCED_OK)
     * @param queueFree lines free in the command queue (ADVANCED_OK)
     */
    record Ok(OptionalLong line, OptionalInt plannerFree, OptionalInt queueFree) implements Reply {
        public Ok() {
            this(OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty());
        }
    }

    /** The answer that follows is to something in JSON: g2core reads such a thing before lines that came first. */
    record ToJson() implements Reply {}

    /** A line that came again, or that the firmware had asked for since, is passed over and then answered by ok. */
    record Skipped(long line) implements Reply {}

    /** Nothing is left to do; with a line unanswered its answer was lost. */
    record Starved() implements Reply {}

    /** Blocks free in the planner (TinyG's queue report). */
    record PlannerRoom(int free) implements Reply {}

    /** Bytes free in the buffer of a machine that answers nothing else. */
    record BufferFree(int bytes) implements Reply {}

    /**
     * How a plotter stands.
     *
     * @param waits paused at its own buttons, or its lever is up
     * @param drained nothing is left in its buffer
     */
    record Panel(boolean waits, boolean drained) implements Reply {}

    /** What went wrong on the line to a plotter since it was last asked; some of it means lost bytes. */
    record LineTrouble(int code) implements Reply {}

    /** What is free in the planner (blocks) and in the receive buffer (bytes). */
    record Room(int blocks, int bytes) {}

    /** How large the planner (blocks) and the receive buffer (bytes) are. */
    record BufferSize(int blocks, int bytes) implements Reply {}

    /** What the firmware says of itself: its own names to values. */
    record Identity(Map<String, String> fields) implements Reply {}

    /** How far the machine can go, from its own zero. */
    record BuildVolume(Envelope envelope) implements Reply {}

    /** One of the firmware's settings. */
    record Setting(String name, String value) implements Reply {}

    /** What one of the firmware's error or alarm codes means, in its own words. */
    record CodeText(boolean alarm, int code, String text) implements Reply {}

    /** The machine, or a file on it, asks the host for something; never followed without being on a list. */
    record HostAction(String action) implements Reply {}

    /** How often the machine's planner has run dry since it started, by its own count. */
    record Underruns(long count) implements Reply {}

    /** The answer to one line that was not carried out, by its code. */
    record Refused(int code) implements Reply {}

    /** The firmware wants this line next; all before it were taken. */
    record Resend(long line) implements Reply {}

    /** A line came damaged or out of turn; {@code lastLine} is the last one taken. */
    record LineFault(String text, long lastLine) implements Reply {}

    /** The firmware does not know this command, answers it nevertheless, and goes on. */
    record Unknown(String command) implements Reply {}

    /**
     * The machine has stopped itself and wants a reset.
     *
     * @param goesOn only the heater at fault was switched off: the others and what is planned go on
     */
    record Fatal(String text, boolean goesOn) implements Reply {}

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
     * @param spindle revolutions per minute, or laser power; empty where the firmware does not tell
     * @param room what is free in the buffers, if the machine is set to say it
     */
    record Status(
            State state,
            boolean atRest,
            Map<String, Double> machine,
            Map<String, Double> work,
            Map<String, Double> offset,
            double feedMmPerMin,
            OptionalDouble spindle,
            Optional<Room> room)
            implements Reply {}

    /** Which of grbl's inputs are on: letters as in its reports, P for the probe. */
    record Pins(String on) implements Reply {}

    /** Overrides in per cent, by feed, rapid, spindle or flow. */
    record Overrides(Map<String, Integer> percents) implements Reply {}

    /**
     * How a probing move ended.
     *
     * @param contact whether something was touched
     * @param at where, from the machine's zero
     */
    record Probed(boolean contact, Map<String, Double> at) implements Reply {}

    /** It has not done quite what it was told, and goes on. */
    record Complaint(String text) implements Reply {}

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
