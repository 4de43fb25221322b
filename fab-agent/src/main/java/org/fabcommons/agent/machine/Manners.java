// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.List;
import java.util.Optional;
import org.fabcommons.profile.Profile;

/** How a family of firmware is met, paused and stopped. Steps only; the session takes them. */
interface Manners {
    static Manners of(Profile profile) {
        return switch (profile.language()) {
            case REPRAP -> new MarlinManners(profile);
            case GRBL -> new GrblManners(profile);
            case JSON -> new JsonManners(profile);
            case PLOTTER -> new PlotterManners(profile);
        };
    }

    /** From an open port to a machine that is ready, whether it restarted or not. */
    List<Step> connect();

    /** Comes to rest, ready to go on. */
    List<Step> pause();

    List<Step> resume();

    /** To rest behind what it has been told, with its beam out; for firmware that cannot put it out in a hold. */
    default List<Step> pauseDark() {
        return pause();
    }

    /** Into the firmware's check mode, in which it reads lines and carries nothing out; empty where it has none. */
    default List<Step> check() {
        return List.of();
    }

    /** To rest, with what turns or burns switched off, so that hands may go near; ready to go on. */
    default List<Step> toolChange() {
        return pause();
    }

    /** After the last line: until the motion is done and everything is switched off. */
    List<Step> finish();

    /** Out of whatever it is doing, to rest, with heaters and spindle off. The position is kept where possible. */
    List<Step> stop(Connection now);

    /** The same, when the machine may just as well be idle. */
    List<Step> makeSafe(Connection now);

    /** The fastest stop there is; the position may be lost. */
    List<Step> emergencyStop(Connection now);

    /** After a person has said that the machine may move again. */
    List<Step> unlock(Connection now);

    /** Whether after an emergency stop the port must be closed and opened for the board to come back. */
    default boolean reopensAfterEmergencyStop() {
        return false;
    }

    /** The byte that asks for a status report, if the firmware has one. */
    default Optional<Character> statusByte() {
        return Optional.empty();
    }

    /** What else to ask for regularly. */
    List<String> questions(Connection now);
}
