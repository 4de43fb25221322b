// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.fabcommons.link.Telemetry;
import org.fabcommons.preflight.Policy;
import org.fabcommons.profile.Profile;

/**
 * A machine as its jobs see it. Every call may come from any thread and returns at once; what follows is told to the
 * run's listener on the machine's own thread.
 */
public interface Machine {
    /** The agent's stable name for it. */
    String key();

    Profile profile();

    /** What the lab asks of it beyond its profile. */
    default Policy policy() {
        return Policy.NONE;
    }

    /** What it does now. */
    Telemetry.Machine snapshot();

    /**
     * Streams this file. A machine that cannot start now, since it is offline, busy or in alarm, says so by
     * {@link RunListener#over} without {@link RunListener#started}.
     */
    void run(RunRequest request, RunListener listener);

    /** Holds the motion; without a run nothing happens. */
    void pause();

    /** Goes on after a pause; without a paused run nothing happens. */
    void resume();

    /** Ends the run in good order and makes the machine safe; without a run nothing happens. */
    void cancel();

    /** Stops everything by the fastest way the firmware has, whatever runs; goes ahead of all other calls. */
    void emergencyStop();

    /**
     * Tells heaters and spindle off as soon as the machine can be reached.
     *
     * @return whether the machine answered; it comes only when the machine was reached, which may be never
     */
    CompletionStage<Boolean> makeSafe();

    /** What the snapshot's detail says, for those who say it in another language; empty where it is only English. */
    default Optional<Told> told() {
        return Optional.empty();
    }

    /** What a person is asked now; nothing goes on before they answer. */
    default Optional<Question> question() {
        return Optional.empty();
    }

    /** How many questions were asked so far: tells the one that is asked now from another that says the same. */
    default long asked() {
        return 0;
    }

    /**
     * A person has chosen one of the machine's own {@link Question#choices}; with nothing asked nothing happens.
     *
     * @param choice counted from 0
     */
    default void answer(int choice) {}

    /**
     * The same from afar, where going on is an answer too.
     *
     * @param number as {@link #asked}: what is asked by now and is not that is not answered
     */
    default void answer(long number, int choice) {
        if (asked() == number) answer(choice);
    }

    /**
     * A person has looked and says that the machine may move again after an alarm or an emergency stop; during a run
     * nothing happens, nor with a machine that is never locked.
     */
    default void unlock() {}

    /** The machine as a person commands it by hand; empty where nobody can. */
    default Optional<Hand> hand() {
        return Optional.empty();
    }
}
