// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.fabcommons.link.LinkJson;

/** Where jobs stopped before their ends, and what people decided about that. Safe to call from any thread. */
public final class Stops {
    static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS stop (
              job TEXT PRIMARY KEY REFERENCES job (id), line INTEGER NOT NULL, sent INTEGER NOT NULL, seen TEXT,
              at INTEGER NOT NULL, choice TEXT CHECK (choice IN ('resumed', 'abandoned', 'overtaken')), follower TEXT)
            """;

    private final Sqlite sqlite;
    private final InstantSource clock;

    Stops(Sqlite sqlite, InstantSource clock) {
        this.sqlite = sqlite;
        this.clock = clock;
    }

    /**
     * Notes where a job stopped before its end, if anything of it was sent: what was sent may have been carried out,
     * acknowledged or not. The first word about it stays.
     */
    void note(String job, LineMark.At at, Optional<LastSeen> seen) {
        if (at.sent() == 0) return;
        sqlite.transaction(() -> sqlite.update(
                "INSERT INTO stop (job, line, sent, seen, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (job) DO NOTHING",
                job,
                at.line(),
                at.sent(),
                seen.map(LinkJson::write).orElse(null),
                clock.millis()));
    }

    /** Where this job stopped, if it stopped before its end. */
    public Optional<Stop> of(String job) {
        return sqlite.query("SELECT * FROM stop WHERE job = ?", Stops::stop, job).stream()
                .findFirst();
    }

    /** Where the last job of this machine stopped, if nobody has decided about that and nothing has run since. */
    public Optional<Stop> open(String machine) {
        return sqlite
                .query(
                        """
                        SELECT s.* FROM stop s JOIN job j ON j.id = s.job
                        WHERE j.machine = ? AND s.choice IS NULL ORDER BY s.at DESC, s.job LIMIT 1
                        """,
                        Stops::stop,
                        machine)
                .stream()
                .findFirst();
    }

    /**
     * Notes what a person decided.
     *
     * @param follower the job that goes on, if one does
     * @return false when that was decided before
     */
    public boolean decided(String job, Stop.Choice choice, Optional<String> follower) {
        return sqlite.transaction(() -> sqlite.update(
                        """
                        UPDATE stop SET choice = ?, follower = ? WHERE job = ? AND (choice IS NULL OR choice = 'overtaken')
                          AND NOT EXISTS (SELECT 1 FROM job WHERE id = ? AND state IN ('failed', 'cancelled', 'interrupted')
                            AND id NOT IN (SELECT job FROM stop))
                        """,
                        choice.name().toLowerCase(Locale.ROOT),
                        follower.orElse(null),
                        job,
                        follower.orElse("")))
                > 0;
    }

    /** Within a transaction: this job begins, and nobody has decided yet about what stopped on its machine before. */
    void overtake(String job) throws SQLException {
        sqlite.update(
                """
                UPDATE stop SET choice = 'overtaken', follower = ? WHERE choice IS NULL AND job IN (SELECT id FROM job
                  WHERE machine = (SELECT machine FROM job WHERE id = ?))
                """,
                job,
                job);
    }

    /** Within a transaction: this job came to nothing, not even a line was sent; what had stopped before it is open again. */
    void reopen(String job) throws SQLException {
        sqlite.update(
                """
                UPDATE stop SET choice = NULL, follower = NULL WHERE follower = ?
                  AND NOT EXISTS (SELECT 1 FROM stop WHERE job = ?)
                """,
                job,
                job);
    }

    private static Stop stop(ResultSet row) throws SQLException {
        return new Stop(
                row.getString("job"),
                row.getLong("line"),
                row.getLong("sent"),
                Optional.ofNullable(row.getString("seen")).map(json -> LinkJson.readBack(json, LastSeen.class)),
                Instant.ofEpochMilli(row.getLong("at")),
                Optional.ofNullable(row.getString("choice"))
                        .map(choice -> Stop.Choice.valueOf(choice.toUpperCase(Locale.ROOT))),
                Optional.ofNullable(row.getString("follower")));
    }
}
