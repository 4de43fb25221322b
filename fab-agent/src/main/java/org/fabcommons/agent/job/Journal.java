// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.fabcommons.link.Detail;
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
            "CREATE TABLE IF NOT EXISTS shared (job TEXT PRIMARY KEY REFERENCES job (id), page TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS command_seen (hub TEXT PRIMARY KEY, seq TEXT NOT NULL)",
            Stops.TABLE,
            Permissions.TABLE,
            Permissions.VERIFIED_TABLE,
            JobTemperatures.TABLE,
            OutOfServiceMachines.TABLE,
            OutOfServiceMachines.USED);

    private static final String SELECT_JOB =
            """
            SELECT j.*, e.message FROM job j
            LEFT JOIN job_event e ON e.job = j.id AND e.seq = (SELECT max(seq) FROM job_event WHERE job = j.id)
            """;

    private final Sqlite sqlite;
    private final FolderLock lock;
    private final InstantSource clock;
    private final Stops stops;
    private final Permissions permissions;
    private final JobTemperatures temperatures;
    private final OutOfServiceMachines outOfService;
    private boolean open = true;

    private Journal(Sqlite sqlite, FolderLock lock, InstantSource clock) {
        this.sqlite = sqlite;
        this.lock = lock;
        this.clock = clock;
        stops = new Stops(sqlite, clock);
        permissions = new Permissions(sqlite, clock);
        temperatures = new JobTemperatures(sqlite);
        outOfService = new OutOfServiceMachines(sqlite);
    }

    /** Which machines are out of service. */
    public OutOfServiceMachines outOfService() {
        return outOfService;
    }

    /** How warm the machines were. */
    public JobTemperatures temperatures() {
        return temperatures;
    }

    /** How often something was written since it was opened. */
    long writes() {
        return sqlite.commits();
    }

    /** Where jobs stopped before their ends. */
    public Stops stops() {
        return stops;
    }

    /** Who allowed what the lab's policy asks about. */
    public Permissions permissions() {
        return permissions;
    }

    /**
     * Opens the journal in this folder, creating it where there is none.
     *
     * @throws FolderLock.Taken when another agent works in this folder
     */
    public static Journal open(Path folder, InstantSource clock) {
        try {
            Files.createDirectories(folder);
            var lock = FolderLock.take(folder);
            return new Journal(Sqlite.open(folder.resolve("journal.db"), TABLES), lock, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal could not be opened in " + folder, e);
        }
    }

    /** By which its entries are dated. */
    InstantSource clock() {
        return clock;
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
            stops.overtake(job);
            return sqlite.update(
                    "UPDATE job SET begun = 1, lines = ?, sendable_lines = ? WHERE id = ?", lines, sendable, job);
        });
    }

    /** Notes a move with nothing that is asked. */
    public Message.JobMoved moved(
            String job,
            JobState to,
            Optional<String> reason,
            Optional<Detail> detail,
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
            Optional<Detail> detail,
            Message.Progress progress,
            Optional<Message.Result> result,
            Optional<Message.Asked> asked) {
        return sqlite.transaction(() -> {
            var known = known(job);
            if (!known.state().next().contains(to))
                throw new IllegalStateException("job " + job + " cannot go from " + known.state() + " to " + to);
            return write(known, to, reason, detail, progress, result, asked);
        });
    }

    private JobRecord known(String job) {
        return find(job).orElseThrow(() -> new IllegalStateException("no such job: " + job));
    }

    /** Notes what happened while it stays as it is; for a job of the hub's this is also the message to it. */
    public void noted(String job, String reason, Detail detail, Message.Progress progress) {
        sqlite.transaction(() -> {
            var known = known(job);
            return write(
                    known,
                    known.state(),
                    Optional.of(reason),
                    Optional.of(detail),
                    progress,
                    Optional.empty(),
                    Optional.empty());
        });
    }

    /** Within a transaction. */
    private Message.JobMoved write(
            JobRecord known,
            JobState to,
            Optional<String> reason,
            Optional<Detail> detail,
            Message.Progress progress,
            Optional<Message.Result> result,
            Optional<Message.Asked> asked)
            throws SQLException {
        var order = known.order();
        var job = order.job();
        long seq = sqlite.query(
                        "SELECT coalesce(max(seq), 0) + 1 FROM job_event WHERE job = ?", row -> row.getLong(1), job)
                .get(0);
        var silent = new Message.JobMoved(
                UUID.randomUUID().toString(),
                job,
                order.attempt(),
                seq,
                to,
                clock.millis(),
                reason,
                Optional.empty(),
                progress,
                result,
                asked);
        var moved = detail.map(silent::saying).orElse(silent);
        sqlite.update(
                "INSERT INTO job_event (id, job, seq, at, message, told) VALUES (?, ?, ?, ?, ?, ?)",
                moved.id(),
                job,
                seq,
                moved.atMillis(),
                LinkJson.write(moved),
                order.origin() == JobOrder.Origin.HUB ? 0 : 1);
        sqlite.update("UPDATE job SET state = ? WHERE id = ?", to.wireName(), job);
        if (to.over() && to != JobState.FINISHED && progress.line() == 0) stops.reopen(job);
        return moved;
    }

    /** What became of this job and why, in the order in which it happened. */
    public List<Message.JobMoved> events(String job) {
        return sqlite.query(
                "SELECT message FROM job_event WHERE job = ? ORDER BY seq",
                row -> message(row.getString("message")),
                job);
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
                last.flatMap(Message.JobMoved::said),
                last.map(Message.JobMoved::progress).orElse(Message.Progress.NONE),
                last.flatMap(Message.JobMoved::result));
    }

    private static Message.JobMoved message(String json) {
        return LinkJson.readBack(json, Message.JobMoved.class);
    }
}
