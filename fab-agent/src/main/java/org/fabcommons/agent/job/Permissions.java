// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who allowed what, for which job; never taken back, only used up or too old. Safe to call from any thread. */
public final class Permissions {
    static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS permission (
              position INTEGER PRIMARY KEY AUTOINCREMENT, machine TEXT NOT NULL, sha256 TEXT NOT NULL,
              needs TEXT NOT NULL, person TEXT NOT NULL, administrator INTEGER NOT NULL, at INTEGER NOT NULL, job TEXT)
            """;

    /** Where a word was given at a hub, by somebody who had signed in there. */
    static final String VERIFIED_TABLE =
            """
            CREATE TABLE IF NOT EXISTS permission_at_hub (
              permission INTEGER PRIMARY KEY REFERENCES permission (position), hub TEXT NOT NULL)
            """;

    private static final String SELECT =
            "SELECT p.*, v.hub FROM permission p LEFT JOIN permission_at_hub v ON v.permission = p.position ";

    /** A word given in the morning is not meant for another day. */
    private static final Duration HOLDS = Duration.ofHours(12);
    /** A clock that was set back makes no word of the future count for ever. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Sqlite sqlite;
    private final InstantSource clock;

    Permissions(Sqlite sqlite, InstantSource clock) {
        this.sqlite = sqlite;
        this.clock = clock;
    }

    public void give(String machine, String sha256, Set<String> needs, String person, boolean administrator) {
        sqlite.transaction(() -> sqlite.update(
                "INSERT INTO permission (machine, sha256, needs, person, administrator, at) VALUES (?, ?, ?, ?, ?, ?)",
                machine,
                sha256,
                String.join(" ", new TreeSet<>(needs)),
                person,
                administrator ? 1 : 0,
                clock.millis()));
    }

    /** A word that no job has used and that covers all of this. */
    public Optional<Permission> open(String machine, String sha256, Set<String> needs) {
        return sqlite
                .query(
                        """
                        SELECT p.*, NULL AS hub FROM permission p
                        WHERE machine = ? AND sha256 = ? AND job IS NULL AND at BETWEEN ? AND ? ORDER BY position DESC
                        """,
                        Permissions::permission,
                        machine,
                        sha256,
                        clock.millis() - HOLDS.toMillis(),
                        clock.millis() + AHEAD.toMillis())
                .stream()
                .filter(word -> word.needs().containsAll(needs))
                .findFirst();
    }

    /** Uses up what is {@link #open}, all of it: nobody meant to allow it twice. */
    Optional<Permission> use(String machine, String sha256, Set<String> needs, String job) {
        return sqlite.transaction(() -> {
            var word = open(machine, sha256, needs);
            if (word.isPresent())
                sqlite.update(
                        "UPDATE permission SET job = ? WHERE machine = ? AND sha256 = ? AND job IS NULL",
                        job,
                        machine,
                        sha256);
            return word;
        });
    }

    /** Notes a word that came from the hub for this very job: it is used up as it is given. */
    Permission use(String machine, String sha256, Set<String> needs, HubWord word, boolean administrator, String job) {
        return sqlite.transaction(() -> {
            sqlite.update(
                    """
                    INSERT INTO permission (machine, sha256, needs, person, administrator, at, job)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                    machine,
                    sha256,
                    String.join(" ", new TreeSet<>(needs)),
                    word.person(),
                    administrator ? 1 : 0,
                    clock.millis(),
                    job);
            sqlite.update(
                    "INSERT INTO permission_at_hub (permission, hub) VALUES (last_insert_rowid(), ?)", word.hub());
            return of(job).orElseThrow();
        });
    }

    /** Whose word this job went by. */
    public Optional<Permission> of(String job) {
        return sqlite
                .query(SELECT + "WHERE p.job = ? ORDER BY p.position DESC LIMIT 1", Permissions::permission, job)
                .stream()
                .findFirst();
    }

    /** What was allowed on this machine lately, newest first. */
    public List<Permission> on(String machine, int most) {
        return sqlite.query(
                SELECT + "WHERE p.machine = ? ORDER BY p.position DESC LIMIT ?",
                Permissions::permission,
                machine,
                most);
    }

    private static Permission permission(ResultSet row) throws SQLException {
        return new Permission(
                row.getString("machine"),
                row.getString("sha256"),
                Set.of(row.getString("needs").split(" ")),
                row.getString("person"),
                row.getBoolean("administrator"),
                Optional.ofNullable(row.getString("hub")),
                Instant.ofEpochMilli(row.getLong("at")),
                Optional.ofNullable(row.getString("job")));
    }
}
