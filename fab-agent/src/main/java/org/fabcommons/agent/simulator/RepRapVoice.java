// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fabcommons.profile.Profile;

/** How one of the RepRap firmwares takes lines off the wire and answers them; what they then do is much the same. */
interface RepRapVoice {
    static RepRapVoice of(Profile profile) {
        return switch (profile.family()) {
            case PRUSA -> MarlinVoice.prusa();
            case REPETIER -> new RepetierVoice();
            case SMOOTHIE -> new SmoothieVoice();
            case REPRAPFIRMWARE -> new DuetVoice();
            case KLIPPER -> new KlipperVoice();
            default -> MarlinVoice.marlin();
        };
    }

    /**
     * What becomes of a line.
     *
     * @param command to be carried out, without number and checksum; empty when the line is refused or passed over
     * @param number it came with
     * @param says before anything else
     * @param flushes whether all that was received after it is thrown away too
     */
    record Intake(Optional<String> command, OptionalLong number, List<String> says, boolean flushes) {
        static Intake taken(String command, OptionalLong number) {
            return new Intake(Optional.of(command), number, List.of(), false);
        }

        static Intake refused(boolean flushes, String... says) {
            return new Intake(Optional.empty(), OptionalLong.empty(), List.of(says), flushes);
        }
    }

    /** After a restart. */
    List<String> greeting();

    /** Everything about line numbers is forgotten. */
    void forget();

    Intake take(String line);

    /** The last number taken. */
    long lastLine();

    /** The answer to a command, with what it has to tell. */
    default String ok(OptionalLong number, String more) {
        return "ok" + more;
    }

    /** Whether a command is answered when it enters the queue. */
    default boolean answersFirst() {
        return false;
    }

    /** What is said while a command takes long; empty for a firmware that is silent. */
    default Optional<String> busy(boolean forPerson) {
        return Optional.empty();
    }

    List<String> unknown(String command);

    /** What it says of a command that it does not carry out. */
    default Optional<String> refuses(String command) {
        return Optional.empty();
    }

    /** What a macro that the firmware's owner has set up says; empty where the command is none. */
    default Optional<List<String>> macro(String command) {
        return Optional.empty();
    }

    /** What it says to a command that changes nothing on the machine; empty where the command is none of those. */
    default Optional<List<String>> told(String command) {
        return Optional.empty();
    }

    /** What a macro that the firmware's owner has set up makes the machine do, all of it before one answer; else nothing. */
    default List<String> script(String command) {
        return List.of();
    }

    /** Whether this pushes filament. */
    default boolean extrudes(String command) {
        return false;
    }

    /** How warm it is, as it says. */
    default String temperatures(RepRapHeat heat) {
        return heat.temperatures();
    }

    /** The same, each second of a wait for heat. */
    default String heating(RepRapHeat heat) {
        return temperatures(heat) + " W:?";
    }

    /** Whether M0 and M1 wait for a person. */
    default boolean waitsAtStops() {
        return false;
    }

    /** Whether M291 opens a message box that M292 closes. */
    default boolean opensBoxes() {
        return false;
    }

    /** To M115, before its ok; an answer that belongs into the ok begins with a blank. */
    List<String> identity();

    /** To an emergency stop; the first line instead of an ok when it begins with one. */
    List<String> stopped();

    /** What it says when it finds no end stop where it homes, and stops itself for that; empty where it goes on. */
    default List<String> withoutEndStop() {
        return List.of();
    }

    /** What it says when it stops itself, since a heater ran away. */
    default List<String> halts() {
        return List.of("Error:Thermal Runaway, system stopped! Heater_ID: E0", "Error:Printer halted. kill() called!");
    }

    /** Whether only the nozzle's heater is off then, and all else goes on. */
    default boolean goesOn() {
        return false;
    }

    /** What every command is answered with after an emergency stop; empty when nothing is read any more. */
    default List<String> whileStopped() {
        return List.of();
    }

    /** Whether this one is answered then as ever. */
    default boolean answersStopped(String command) {
        return false;
    }

    /** The command that ends it, if any does. */
    default String released() {
        return "M999";
    }

    /** Whether that command restarts the board. */
    default boolean releaseRestarts() {
        return true;
    }

    /** Whether a comment is thrown away while the line is read, before its checksum is looked at. */
    default boolean dropsCommentsFirst() {
        return true;
    }

    /** The firmware's queue of commands. */
    default int queueLines() {
        return 4;
    }
}
