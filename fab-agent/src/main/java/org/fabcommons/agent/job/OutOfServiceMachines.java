// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fabcommons.link.Command;

/**
 * Which machines somebody at the hub has taken out of service. It outlives restarts, and holds until the hub puts them back or
 * somebody beside the machine uses it all the same; the hub is told of that, and that it says the same again changes nothing.
 */
public final class OutOfServiceMachines {
    static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS out_of_service (
              machine TEXT PRIMARY KEY, since INTEGER NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL)
            """;
    static final String USED =
            """
            CREATE TABLE IF NOT EXISTS used_out_of_service (
              machine TEXT PRIMARY KEY, since INTEGER NOT NULL, reason TEXT NOT NULL, person TEXT NOT NULL)
            """;
    /** So that pages can show it, whatever a hub sends. */
    private static final int MOST_CHARACTERS = 200;

    /**
     * @param reason in the words of whoever took it out
     * @param by their handle at the hub
     */
    public record Word(Instant since, String reason, String by) {}

    private final Sqlite sqlite;
    /** Asked for several times a second, and seldom another. */
    private final Map<String, Optional<Word>> used = new ConcurrentHashMap<>();

    OutOfServiceMachines(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    public Optional<Word> of(String machine) {
        return word("SELECT since, reason, person FROM out_of_service WHERE machine = ?", machine);
    }

    private Optional<Word> word(String query, String machine) {
        return sqlite
                .query(
                        query,
                        row -> new Word(
                                Instant.ofEpochMilli(row.getLong("since")),
                                row.getString("reason"),
                                row.getString("person")),
                        machine)
                .stream()
                .findFirst();
    }

    /** Whether somebody beside it uses it, although it is out of service at the hub. */
    boolean used(String machine) {
        return setAside(machine).isPresent();
    }

    /** The hub's word, as somebody here has heard it and does not heed. */
    private Optional<Word> setAside(String machine) {
        return used.computeIfAbsent(
                machine, key -> word("SELECT since, reason, person FROM used_out_of_service WHERE machine = ?", key));
    }

    void takeOut(String machine, Command.Out out) {
        var word = new Word(Instant.ofEpochMilli(out.sinceMillis()), shown(out.reason()), shown(out.by()));
        // Said again after a reconnection, it is what somebody here has heard already.
        if (setAside(machine).equals(Optional.of(word))) return;
        sqlite.transaction(() -> {
            sqlite.update("DELETE FROM used_out_of_service WHERE machine = ?", machine);
            return sqlite.update(
                    """
                    INSERT INTO out_of_service (machine, since, reason, person) VALUES (?, ?, ?, ?)
                    ON CONFLICT (machine) DO UPDATE SET
                      since = excluded.since, reason = excluded.reason, person = excluded.person
                    """,
                    machine,
                    out.sinceMillis(),
                    word.reason(),
                    word.by());
        });
        used.remove(machine);
    }

    /** Somebody beside it knows better. */
    void useAllTheSame(String machine) {
        sqlite.transaction(() -> {
            sqlite.update(
                    """
                    INSERT OR REPLACE INTO used_out_of_service (machine, since, reason, person)
                    SELECT machine, since, reason, person FROM out_of_service WHERE machine = ?
                    """,
                    machine);
            return sqlite.update("DELETE FROM out_of_service WHERE machine = ?", machine);
        });
        used.remove(machine);
    }

    void putBack(String machine) {
        sqlite.transaction(() -> {
            sqlite.update("DELETE FROM out_of_service WHERE machine = ?", machine);
            return sqlite.update("DELETE FROM used_out_of_service WHERE machine = ?", machine);
        });
        used.remove(machine);
    }

    private static String shown(String text) {
        var plain = text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.substring(0, Math.min(plain.length(), MOST_CHARACTERS));
    }
}
