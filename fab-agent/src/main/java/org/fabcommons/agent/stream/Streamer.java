// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.stream;

import java.util.Optional;
import org.fabcommons.agent.dialect.Dialect;
import org.fabcommons.agent.dialect.Reply;
import org.fabcommons.profile.Flow;
import org.fabcommons.profile.Profile;

/**
 * Keeps the book of one connection. All times are milliseconds of a clock that only goes forward. After every call the
 * owner takes the effects until there are none.
 */
public interface Streamer {
    static Streamer of(Profile profile, Dialect dialect) {
        return switch (profile.wire().flow()) {
            case LINES -> new NumberedStreamer(profile.wire(), dialect);
            case SPACE, HANDSHAKE, PACED -> new PlotterStreamer(profile, dialect, true);
            case CHARACTERS, WINDOW -> new CountingStreamer(profile.wire(), dialect);
        };
    }

    /** For what another host has sent: a machine that is asked is asked what and when that host did. */
    static Streamer following(Profile profile, Dialect dialect) {
        return profile.wire().flow() == Flow.SPACE
                ? new PlotterStreamer(profile, dialect, false)
                : of(profile, dialect);
    }

    /** Begins anew after the machine has (re)started: nothing is owed any more. */
    void restart(long nowMs);

    /** Whether the firmware can take this command now. */
    boolean hasRoom(String command);

    /** Whether everything sent has been answered. */
    boolean idle();

    /** Whether one of the lines that are not answered yet looks for an end stop. */
    default boolean homing() {
        return false;
    }

    /** Sends a command; only when {@link #hasRoom}. */
    void send(Outgoing outgoing, long nowMs);

    /**
     * This is what comes next, unless something happens; its beginning may go out before there is room for all of it.
     * Until it is sent there is {@linkplain #hasRoom room} for nothing else.
     */
    default void begin(Outgoing next) {}

    /** Whether a line is on the wire up to its first letter. */
    default boolean begun() {
        return false;
    }

    /** What was begun does not follow: its line is finished in a way that does nothing. */
    default void endBegun(long nowMs) {}

    /** Whether it waits for a person, after {@link Effect.Held}. */
    default boolean held() {
        return false;
    }

    /** A person has looked: goes on with the line that did not arrive. */
    default void retry(long nowMs) {}

    /** What brings the tool back to where the file left it, after the host has lifted it. */
    default Optional<String> restoring() {
        return Optional.empty();
    }

    /** So many bytes wait within this computer, since the machine holds the line up. */
    default void lineHolds(long bytes, long nowMs) {}

    /** A line was written past the book, to break a wait; its answer will come after those already due. */
    void sentAside(long nowMs);

    /** The machine waits for a person, and is silent as long as that takes. */
    default void waitsForPerson(long nowMs) {}

    void heard(Reply reply, long nowMs);

    /** How long what the machine says may wait to be read, so that several answers are read at once. Microseconds. */
    default long restMicros() {
        return 0;
    }

    /** Lets time pass. */
    void tick(long nowMs);

    /** When {@link #tick} is needed at the latest. */
    long wakeAtMs();

    Optional<Effect> next();

    /** Lines sent more than once. */
    long resends();

    /** Of the {@link #resends}, those after silence. */
    default long retries() {
        return 0;
    }

    /** Lines the firmware refused or found damaged. */
    long errors();
}
