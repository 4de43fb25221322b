// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What people brought to this agent without a hub: files by name, what waits for which machine, and the keys that
 * programs show. It outlives a restart. Safe to call from any thread.
 */
public final class Shelf implements AutoCloseable {
    /** More files than anybody looks through; the oldest go when a new one comes. */
    static final int MOST_FILES = 500;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS file (
              name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL, added_at INTEGER NOT NULL)
            """,
            """
            CREATE TABLE IF NOT EXISTS waiting (
              position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, machine TEXT NOT NULL,
              file_name TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL,
              source TEXT NOT NULL CHECK (source IN ('page', 'slicer', 'folder')), since INTEGER NOT NULL)
            """,
            "CREATE TABLE IF NOT EXISTS taken (path TEXT PRIMARY KEY, stamp TEXT NOT NULL)");

    private final Sqlite sqlite;
    private final InstantSource clock;
    private final Handbook handbook;
    private final ProgramKeys programs;

    private Shelf(Sqlite sqlite, InstantSource clock) {
        this.sqlite = sqlite;
        this.clock = clock;
        handbook = new Handbook(sqlite, clock);
        programs = new ProgramKeys(sqlite, clock);
    }

    /** Which programs may send files here. */
    public ProgramKeys programs() {
        return programs;
    }

    /** What belongs to the machines' operators. */
    public Handbook handbook() {
        return handbook;
    }

    /** Opens the shelf in the agent's folder, making it where there is none. */
    public static Shelf open(Path folder, InstantSource clock) {
        return new Shelf(
                Sqlite.open(
                        folder.resolve("shelf.db"),
                        Stream.of(TABLES, ProgramKeys.TABLES, Handbook.TABLES)
                                .flatMap(List::stream)
                                .toList()),
                clock);
    }

    /** A file on the shelf, in its newest version. */
    public record ShelvedFile(String name, String sha256, long sizeBytes, Instant addedAt) {}

    /** Puts a file on the shelf; one of the same name gives way, but not where it waits already. */
    public void put(String name, FileCache.Kept kept) {
        sqlite.transaction(() -> {
            sqlite.update(
                    """
                    INSERT INTO file (name, sha256, size_bytes, added_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
                      added_at = excluded.added_at
                    """,
                    name,
                    kept.sha256(),
                    kept.sizeBytes(),
                    clock.millis());
            return sqlite.update(
                    "DELETE FROM file WHERE name NOT IN (SELECT name FROM file ORDER BY added_at DESC, name LIMIT ?)",
                    MOST_FILES);
        });
    }

    /** All files, newest first. */
    public List<ShelvedFile> files() {
        return sqlite.query("SELECT * FROM file ORDER BY added_at DESC, name LIMIT ?", Shelf::file, MOST_FILES);
    }

    public Optional<ShelvedFile> file(String name) {
        return sqlite.query("SELECT * FROM file WHERE name = ?", Shelf::file, name).stream()
                .findFirst();
    }

    /** Takes a file from the shelf; where it waits for a machine it goes on waiting. */
    public boolean removeFile(String name) {
        return sqlite.transaction(() -> sqlite.update("DELETE FROM file WHERE name = ?", name)) > 0;
    }

    /** Lets a file wait for a machine, behind what waits already. */
    public Waiting await(String machine, ShelvedFile file, Waiting.Source source) {
        var id = UUID.randomUUID().toString();
        sqlite.transaction(() -> sqlite.update(
                "INSERT INTO waiting (id, machine, file_name, sha256, size_bytes, source, since) VALUES (?, ?, ?, ?,"
                        + " ?, ?, ?)",
                id,
                machine,
                file.name(),
                file.sha256(),
                file.sizeBytes(),
                source.name().toLowerCase(Locale.ROOT),
                clock.millis()));
        return waiting(id).orElseThrow();
    }

    /** What waits for a machine, in the order in which it came. */
    public List<Waiting> waitingFor(String machine) {
        return sqlite.query("SELECT * FROM waiting WHERE machine = ? ORDER BY position", Shelf::waiting, machine);
    }

    public Optional<Waiting> waiting(String id) {
        return sqlite.query("SELECT * FROM waiting WHERE id = ?", Shelf::waiting, id).stream()
                .findFirst();
    }

    /** Takes it out of the queue; false when somebody else did. */
    public boolean removeWaiting(String id) {
        return sqlite.transaction(() -> sqlite.update("DELETE FROM waiting WHERE id = ?", id)) > 0;
    }

    /** Lets it change places with the one before it. */
    public void moveUp(String id) {
        sqlite.transaction(() -> {
            var pair = sqlite.query(
                    """
                    SELECT w.position, (SELECT max(b.position) FROM waiting b
                      WHERE b.machine = w.machine AND b.position < w.position) AS before
                    FROM waiting w WHERE w.id = ?
                    """,
                    row -> new long[] {row.getLong("position"), row.getLong("before")},
                    id);
            if (pair.isEmpty() || pair.get(0)[1] == 0) return 0;
            long here = pair.get(0)[0];
            long before = pair.get(0)[1];
            // Positions are unique, so one of them steps aside.
            sqlite.update("UPDATE waiting SET position = -1 WHERE position = ?", here);
            sqlite.update("UPDATE waiting SET position = ? WHERE position = ?", here, before);
            return sqlite.update("UPDATE waiting SET position = ? WHERE position = -1", before);
        });
    }

    /** Lets it change places with the one after it, if there is one. */
    public void moveDown(String id) {
        sqlite.query(
                        """
                        SELECT a.id FROM waiting w JOIN waiting a ON a.machine = w.machine AND a.position > w.position
                        WHERE w.id = ? ORDER BY a.position LIMIT 1
                        """,
                        row -> row.getString("id"),
                        id)
                .forEach(this::moveUp);
    }

    /** The SHA-256 of every file that is on the shelf or waits. */
    public Set<String> wanted() {
        return new HashSet<>(sqlite.query(
                "SELECT sha256 FROM file UNION SELECT sha256 FROM waiting", row -> row.getString("sha256")));
    }

    /**
     * Notes that a watched folder's file was taken in this state.
     *
     * @return false when it had been taken in this state before
     */
    public boolean take(String path, String stamp) {
        return sqlite.transaction(() -> sqlite.update(
                        """
                        INSERT INTO taken (path, stamp) VALUES (?, ?)
                        ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp WHERE stamp <> excluded.stamp
                        """,
                        path,
                        stamp))
                > 0;
    }

    @Override
    public void close() {
        sqlite.close();
    }

    private static ShelvedFile file(ResultSet row) throws SQLException {
        return new ShelvedFile(
                row.getString("name"),
                row.getString("sha256"),
                row.getLong("size_bytes"),
                Instant.ofEpochMilli(row.getLong("added_at")));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getString("id"),
                row.getString("machine"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getLong("size_bytes"),
                Waiting.Source.valueOf(row.getString("source").toUpperCase(Locale.ROOT)),
                Instant.ofEpochMilli(row.getLong("since")));
    }
}
