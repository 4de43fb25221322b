// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.time.Instant;
import java.util.Optional;
import org.fabcommons.link.Command;

/**
 * Which machines somebody at the hub has taken out of service. It outlives restarts, and holds until the hub puts them back or
 * somebody beside the machine does.
 */
public final class OutOfServiceMachines {
    static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS out_of_service (
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

    OutOfServiceMachines(Sqlite sqlite) {
        this.sqlite = sqlite;
    }

    public Optional<Word> of(String machine) {
        return sqlite
                .query(
                        "SELECT since, reason, person FROM out_of_service WHERE machine = ?",
                        row -> new Word(
                                Instant.ofEpochMilli(row.getLong("since")),
                                row.getString("reason"),
                                row.getString("person")),
                        machine)
                .stream()
                .findFirst();
    }

    void takeOut(String machine, Command.Out out) {
        sqlite.transaction(() -> sqlite.update(
                """
                INSERT INTO out_of_service (machine, since, reason, person) VALUES (?, ?, ?, ?)
                ON CONFLICT (machine) DO UPDATE SET
                  since = excluded.since, reason = excluded.reason, person = excluded.person
                """,
                machine,
                out.sinceMillis(),
                shown(out.reason()),
                shown(out.by())));
    }

    void putBack(String machine) {
        sqlite.transaction(() -> sqlite.update("DELETE FROM out_of_service WHERE machine = ?", machine));
    }

    private static String shown(String text) {
        var plain = text == null ? "" : text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.substring(0, Math.min(plain.length(), MOST_CHARACTERS));
    }
}
