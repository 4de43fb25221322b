// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.machine;

import java.util.Optional;
import org.fabcommons.link.Detail;
import org.fabcommons.link.Message;

/** Hears of a run, on the machine's thread; must return at once. */
public interface RunListener {
    /** The first line goes out now. */
    void started();

    /** A line of the file is on its way to the machine. */
    default void sent(long fileLine) {}

    /**
     * The firmware acknowledged a line.
     *
     * @param fileLine its number in the file
     * @param count acknowledged lines so far
     */
    void acknowledged(long fileLine, long count);

    void paused();

    /**
     * Paused because a person has to look: a line does not arrive whole, however often it is sent, or the machine comes
     * no further.
     *
     * @param reason a stable code
     * @param detail names the line
     */
    default void held(String reason, Detail detail) {
        paused();
    }

    void resumed();

    /**
     * Something happened that people should find in its history, while it stays as it is.
     *
     * @param reason a stable code
     */
    default void noted(String reason, Detail detail) {}

    /**
     * A tool touched the setter.
     *
     * @param tool its number in the file, such as {@code T2}; empty for the one with which the zero was set
     * @param longerMm than that one
     */
    default void measured(String tool, double longerMm) {}

    /**
     * The run is over; nothing follows.
     *
     * @param reason a stable code, empty when it finished
     */
    void over(Outcome outcome, Optional<String> reason, Optional<Detail> detail, Message.Result result);
}
