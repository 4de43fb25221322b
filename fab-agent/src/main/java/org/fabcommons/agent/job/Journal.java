// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fabcommons.link.JobState;
import org.fabcommons.link.LinkJson;
import org.fabcommons.link.Message;

/**
 * What this agent was asked and what became of it, in SQLite (write-ahead log, every commit on the disk). A job's move
 * and the message that tells the hub of it are one row, written in one transaction: neither can be lost without the
 * other. Safe to call from any thread.
 */
public final class Journal implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE IF NOT EXISTS job (
              id TEXT PRIMARY KEY, attempt INTEGER NOT NULL, machine TEXT NOT NULL,
              origin TEXT NOT NULL CHECK (origin IN ('hub', 'local')),
              file_name TEXT NOT NULL, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL,
              state TEXT NOT NULL, begun INTEGER NOT NULL DEFAULT 0,
              lines INTEGER NOT NULL DEFAULT 0, sendable_lines INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL)
            """,
            """
            CREATE TABLE IF NOT EXISTS job_event (
              position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
              job TEXT NOT NULL REFERENCES job (id), seq INTEGER NOT NULL, at INTEGER NOT NULL,
              message TEXT NOT NULL, told INTEGER NOT NULL, UNIQUE (job, seq))
            """,
            "CREATE INDEX IF NOT EXISTS job_event_untold ON job_event (position) WHERE told = 0",
            """
            CREATE TABLE IF NOT EXISTS stop (
              job TEXT PRIMARY KEY REFERENCES job (id), line INTEGER NOT NULL, sent INTEGER NOT NULL, seen TEXT,
              at INTEGER NOT NULL, choice TEXT CHECK (choice IN ('resumed', 'abandoned', 'overtaken')), follower TEXT)
            """,
            "CREATE TABLE IF NOT EXISTS shared (job TEXT PRIMARY KEY REFERENCES job (id), page TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS command_seen (hub TEXT PRIMARY KEY, seq TEXT NOT NULL)",
            Permissions.TABLE,
            Permissions.VERIFIED_TABLE,
            JobTemperatures.TABLE);

    private static final String SELECT_JOB =
            """
            SELECT j.*, e.message FROM job j
            LEFT JOIN job_event e ON e.job = j.id AND e.seq = (SELECT max(seq) FROM job_event WHERE job = j.id)
            """;

    private final Sqlite sqlite;
    private final FileChannel lock;
    private final InstantSource clock;
    private final Permissions permissions;
    private final JobTemperatures temperatures;
    private boolean open = true;

    private Journal(Sqlite sqlite, FileChannel lock, InstantSource clock) {
        this.sqlite = sqlite;
        this.lock = lock;
        this.clock = clock;
        permissions = new Permissions(sqlite, clock);
        temperatures = new JobTemperatures(sqlite);
    }

    /** How warm the machines were. */
    public JobTemperatures temperatures() {
        return temperatures;
    }

    /** Who allowed what the lab's policy asks about. */
    public Permissions permissions() {
        return permissions;
    }

    /**
     * Opens the journal in this folder, creating it where there is none.
     *
     * @throws AlreadyOpenException when another agent works in this folder
     */
    public static Journal open(Path folder, InstantSource clock) {
        try {
            Files.createDirectories(folder);
            var lock = lock(folder);
            return new Journal(Sqlite.open(folder.resolve("journal.db"), TABLES), lock, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal could not be opened in " + folder, e);
        }
    }

    /** By which its entries are dated. */
    InstantSource clock() {
        return clock;
    }

    // The system lets go of the lock when the process ends, however it ends.
    private static FileChannel lock(Path folder) throws IOException {
        var channel =
                FileChannel.open(folder.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very process has it.
        }
        if (held == null) {
            channel.close();
            throw new AlreadyOpenException(folder);
        }
        return channel;
    }

    /** Another agent works in this folder. */
    public static final class AlreadyOpenException extends IllegalStateException {
        AlreadyOpenException(Path folder) {
            super("another agent already works in " + folder);
        }
    }

    /**
     * Notes an order. An order that is already known, or older than the one that is known, changes nothing.
     *
     * @return whether it is new
     */
    public boolean offered(JobOrder order) {
        return sqlite.transaction(() -> {
            var known = find(order.job());
            if (known.isPresent()
                    && (known.get().order().attempt() >= order.attempt()
                            || known.get().state() != JobState.QUEUED)) return false;
            sqlite.update(
                    """
                    INSERT INTO job (id, attempt, machine, origin, file_name, sha256, size_bytes, state, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET attempt = excluded.attempt, machine = excluded.machine,
                      file_name = excluded.file_name, sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
                      state = excluded.state, begun = 0
                    """,
                    order.job(),
                    order.attempt(),
                    order.machine(),
                    order.origin().name().toLowerCase(Locale.ROOT),
                    order.fileName(),
                    order.sha256(),
                    order.sizeBytes(),
                    JobState.OFFERED.wireName(),
                    clock.millis());
            return true;
        });
    }

    /**
     * Notes, before the machine is told, that it is told to start.
     *
     * @param lines of the file
     * @param sendable of these, the lines that go to the machine
     */
    public void begun(String job, long lines, long sendable) {
        sqlite.transaction(() -> {
            sqlite.update(
                    """
                    UPDATE stop SET choice = 'overtaken', follower = ? WHERE choice IS NULL AND job IN (SELECT id FROM job
                      WHERE machine = (SELECT machine FROM job WHERE id = ?))
                    """,
                    job,
                    job);
            return sqlite.update(
                    "UPDATE job SET begun = 1, lines = ?, sendable_lines = ? WHERE id = ?", lines, sendable, job);
        });
    }

    /**
     * Notes where a job stopped before its end, if anything of it was sent: what was sent may have been carried out,
     * acknowledged or not. The first word about it stays.
     */
    void stopped(String job, LineMark.At at, Optional<LastSeen> seen) {
        if (at.sent() == 0) return;
        sqlite.transaction(() -> sqlite.update(
                "INSERT INTO stop (job, line, sent, seen, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (job) DO NOTHING",
                job,
                at.line(),
                at.sent(),
                seen.map(Journal::json).orElse(null),
                clock.millis()));
    }

    /** Where this job stopped, if it stopped before its end. */
    public Optional<Stop> stop(String job) {
        return sqlite.query("SELECT * FROM stop WHERE job = ?", Journal::stop, job).stream()
                .findFirst();
    }

    /** Where the last job of this machine stopped, if nobody has decided about that and nothing has run since. */
    public Optional<Stop> openStop(String machine) {
        return sqlite
                .query(
                        """
                        SELECT s.* FROM stop s JOIN job j ON j.id = s.job
                        WHERE j.machine = ? AND s.choice IS NULL ORDER BY s.at DESC, s.job LIMIT 1
                        """,
                        Journal::stop,
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

    /** Notes a move with nothing that is asked. */
    public Message.JobMoved moved(
            String job,
            JobState to,
            Optional<String> reason,
            Optional<String> detail,
            Message.Progress progress,
            Optional<Message.Result> result) {
        return moved(job, to, reason, detail, progress, result, Optional.empty());
    }

    /**
     * Notes a move; for a job of the hub's this is also the message to it.
     *
     * @param asked what the lab's policy wants somebody's word for, where that is why it moved
     * @throws IllegalStateException when a job cannot move so
     */
    public Message.JobMoved moved(
            String job,
            JobState to,
            Optional<String> reason,
            Optional<String> detail,
            Message.Progress progress,
            Optional<Message.Result> result,
            Optional<Message.Asked> asked) {
        return sqlite.transaction(() -> {
            var known = find(job).orElseThrow(() -> new IllegalStateException("no such job: " + job));
            if (!known.state().next().contains(to))
                throw new IllegalStateException("job " + job + " cannot go from " + known.state() + " to " + to);
            var order = known.order();
            long seq = sqlite.query(
                            "SELECT coalesce(max(seq), 0) + 1 FROM job_event WHERE job = ?", row -> row.getLong(1), job)
                    .get(0);
            var moved = new Message.JobMoved(
                    UUID.randomUUID().toString(),
                    job,
                    order.attempt(),
                    seq,
                    to,
                    clock.millis(),
                    reason,
                    detail,
                    progress,
                    result,
                    asked);
            sqlite.update(
                    "INSERT INTO job_event (id, job, seq, at, message, told) VALUES (?, ?, ?, ?, ?, ?)",
                    moved.id(),
                    job,
                    seq,
                    moved.atMillis(),
                    json(moved),
                    order.origin() == JobOrder.Origin.HUB ? 0 : 1);
            sqlite.update("UPDATE job SET state = ? WHERE id = ?", to.wireName(), job);
            // It came to nothing, not even a line was sent: what had stopped before it is open again.
            if (to.over() && to != JobState.FINISHED && progress.line() == 0)
                sqlite.update(
                        """
                        UPDATE stop SET choice = NULL, follower = NULL WHERE follower = ?
                          AND NOT EXISTS (SELECT 1 FROM stop WHERE job = ?)
                        """,
                        job,
                        job);
            return moved;
        });
    }

    public Optional<JobRecord> find(String job) {
        return jobs(SELECT_JOB + " WHERE j.id = ?", job).stream().findFirst();
    }

    /** The jobs that this agent has begun to care for and not brought to an end, oldest first. */
    public List<JobRecord> unsettled() {
        return jobs(SELECT_JOB
                + " WHERE j.state IN ('offered', 'accepted', 'running', 'paused') ORDER BY j.created_at, j.id");
    }

    /** The newest jobs, newest first. */
    public List<JobRecord> recent(int limit) {
        return jobs(SELECT_JOB + " ORDER BY j.created_at DESC, j.id LIMIT ?", limit);
    }

    /** Moves that the hub has not said it has handled, in the order in which they happened. */
    public List<Message.JobMoved> untold(int limit) {
        return sqlite.query(
                "SELECT message FROM job_event WHERE told = 0 ORDER BY position LIMIT ?",
                row -> message(row.getString("message")),
                limit);
    }

    /** The hub has handled these. */
    public void told(Collection<String> ids) {
        sqlite.transaction(() -> {
            for (var id : ids) sqlite.update("UPDATE job_event SET told = 1 WHERE id = ?", id);
            return 0;
        });
    }

    /** Notes the page of a hub that this job was brought to. */
    public void shared(String job, String page) {
        sqlite.transaction(() -> sqlite.update(
                "INSERT INTO shared (job, page) VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET page = excluded.page",
                job,
                page));
    }

    /** The page of a hub that this job was brought to. */
    public Optional<String> shared(String job) {
        return sqlite.query("SELECT page FROM shared WHERE job = ?", row -> row.getString("page"), job).stream()
                .findFirst();
    }

    /** The id of the last command of this hub that was carried out. */
    public Optional<String> lastCommand(String hub) {
        return sqlite.query("SELECT seq FROM command_seen WHERE hub = ?", row -> row.getString("seq"), hub).stream()
                .findFirst();
    }

    /** Notes that the command with this id was carried out. */
    public void commandDone(String hub, String seq) {
        sqlite.transaction(() -> sqlite.update(
                "INSERT INTO command_seen (hub, seq) VALUES (?, ?) ON CONFLICT (hub) DO UPDATE SET seq = excluded.seq",
                hub,
                seq));
    }

    /** Whether it still takes anything. */
    synchronized boolean open() {
        return open;
    }

    @Override
    public synchronized void close() {
        open = false;
        try {
            sqlite.close();
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("the journal did not close", e);
        }
    }

    private List<JobRecord> jobs(String sql, Object... arguments) {
        return sqlite.query(sql, Journal::job, arguments);
    }

    private static JobRecord job(ResultSet row) throws SQLException {
        var created = Instant.ofEpochMilli(row.getLong("created_at"));
        var last = Optional.ofNullable(row.getString("message")).map(Journal::message);
        return new JobRecord(
                new JobOrder(
                        row.getString("id"),
                        row.getInt("attempt"),
                        row.getString("machine"),
                        JobOrder.Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                        row.getString("file_name"),
                        row.getString("sha256"),
                        row.getLong("size_bytes")),
                JobState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getBoolean("begun"),
                row.getLong("lines"),
                row.getLong("sendable_lines"),
                created,
                last.map(event -> Instant.ofEpochMilli(event.atMillis())).orElse(created),
                last.flatMap(Message.JobMoved::reason),
                last.flatMap(Message.JobMoved::detail),
                last.map(Message.JobMoved::progress).orElse(Message.Progress.NONE),
                last.flatMap(Message.JobMoved::result));
    }

    private static Stop stop(ResultSet row) throws SQLException {
        return new Stop(
                row.getString("job"),
                row.getLong("line"),
                row.getLong("sent"),
                Optional.ofNullable(row.getString("seen")).map(json -> read(json, LastSeen.class)),
                Instant.ofEpochMilli(row.getLong("at")),
                Optional.ofNullable(row.getString("choice"))
                        .map(choice -> Stop.Choice.valueOf(choice.toUpperCase(Locale.ROOT))),
                Optional.ofNullable(row.getString("follower")));
    }

    private static String json(Object said) {
        try {
            return LinkJson.mapper().writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message could not be written", e);
        }
    }

    private static Message.JobMoved message(String json) {
        return read(json, Message.JobMoved.class);
    }

    private static <T> T read(String json, Class<T> what) {
        try {
            return LinkJson.mapper().readValue(json, what);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the journal holds could not be read", e);
        }
    }
}
