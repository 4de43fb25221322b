// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What belongs to a machine's operators: macros and height maps by name, and what was done by hand and by whom. Safe to
 * call from any thread.
 */
public final class Handbook {
    static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS note (
              machine TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('macro', 'height_map')), name TEXT NOT NULL,
              body TEXT NOT NULL, changed_at INTEGER NOT NULL, PRIMARY KEY (machine, kind, name))
            """,
            """
            CREATE TABLE IF NOT EXISTS hand_action (
              position INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT NOT NULL, at INTEGER NOT NULL,
              who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL, outcome TEXT NOT NULL)
            """);

    private static final int MOST_NOTES = 200;
    private static final int MOST_ACTIONS = 20_000;
    private static final int LONGEST = 2000;

    /** What is kept under a name. */
    public enum Kind {
        MACRO,
        HEIGHT_MAP;

        private String sql() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something done by hand.
     *
     * @param who as far as it is known: a computer's address
     * @param detail lines or values
     * @param outcome {@code done}, or the code of what stood against it
     */
    public record Action(Instant at, String who, String what, String detail, String outcome) {}

    private final Sqlite sqlite;
    private final InstantSource clock;

    Handbook(Sqlite sqlite, InstantSource clock) {
        this.sqlite = sqlite;
        this.clock = clock;
    }

    /** Keeps this under the name; what was there gives way. Tells whether there was room. */
    public boolean keep(String machine, Kind kind, String name, String body) {
        return sqlite.transaction(() -> {
            boolean known = note(machine, kind, name).isPresent();
            if (!known && notes(machine, kind).size() >= MOST_NOTES) return false;
            sqlite.update(
                    """
                    INSERT INTO note (machine, kind, name, body, changed_at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (machine, kind, name) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at
                    """,
                    machine,
                    kind.sql(),
                    name,
                    body,
                    clock.millis());
            return true;
        });
    }

    /** Everything of this kind, by name. */
    public List<String> notes(String machine, Kind kind) {
        return sqlite.query(
                "SELECT body FROM note WHERE machine = ? AND kind = ? ORDER BY name LIMIT ?",
                row -> row.getString("body"),
                machine,
                kind.sql(),
                MOST_NOTES);
    }

    public Optional<String> note(String machine, Kind kind, String name) {
        return sqlite
                .query(
                        "SELECT body FROM note WHERE machine = ? AND kind = ? AND name = ?",
                        row -> row.getString("body"),
                        machine,
                        kind.sql(),
                        name)
                .stream()
                .findFirst();
    }

    public boolean forget(String machine, Kind kind, String name) {
        return sqlite.transaction(() -> sqlite.update(
                        "DELETE FROM note WHERE machine = ? AND kind = ? AND name = ?", machine, kind.sql(), name))
                > 0;
    }

    /** Writes down what somebody did. */
    public void record(String machine, String who, String what, String detail, String outcome) {
        sqlite.transaction(() -> {
            sqlite.update(
                    "INSERT INTO hand_action (machine, at, who, what, detail, outcome) VALUES (?, ?, ?, ?, ?, ?)",
                    machine,
                    clock.millis(),
                    who,
                    what,
                    detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST) + "…",
                    outcome);
            return sqlite.update(
                    "DELETE FROM hand_action WHERE position <= (SELECT max(position) FROM hand_action) - ?",
                    MOST_ACTIONS);
        });
    }

    /** What was done lately, newest first. */
    public List<Action> actions(String machine, int most) {
        return sqlite.query(
                "SELECT * FROM hand_action WHERE machine = ? ORDER BY position DESC LIMIT ?",
                Handbook::action,
                machine,
                most);
    }

    private static Action action(ResultSet row) throws SQLException {
        return new Action(
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("who"),
                row.getString("what"),
                row.getString("detail"),
                row.getString("outcome"));
    }
}
