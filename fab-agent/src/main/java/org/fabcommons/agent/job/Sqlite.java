// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * One SQLite file (write-ahead log, every commit on the disk) with its tables. Safe to call from any thread: one works
 * at a time.
 */
final class Sqlite implements AutoCloseable {
    private final Path file;
    private final Connection connection;
    private final AtomicLong commits = new AtomicLong();

    private Sqlite(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens the file, making it and these tables where they are missing. */
    static Sqlite open(Path file, List<String> tables) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        try {
            var connection = config.createConnection("jdbc:sqlite:" + file);
            try (var statement = connection.createStatement()) {
                for (var table : tables) statement.execute(table);
            }
            return new Sqlite(file, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(file + " could not be opened", e);
        }
    }

    interface Work<T> {
        T run() throws SQLException;
    }

    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All of this or nothing. */
    synchronized <T> T transaction(Work<T> work) {
        try {
            T result;
            try {
                connection.setAutoCommit(false);
                result = work.run();
                connection.commit();
                commits.incrementAndGet();
            } catch (SQLException | RuntimeException e) {
                giveUp(e);
                throw e;
            }
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            if (e.getErrorCode() == SQLiteErrorCode.SQLITE_FULL.code)
                throw new DiskFull("the disk is full: " + file + " could not be written", e);
            throw new IllegalStateException(file + " could not be written", e);
        }
    }

    /** How often something was written since it was opened: what was read before holds as long as this is the same. */
    long commits() {
        return commits.get();
    }

    /** What is wrong comes first: with a full disk SQLite has rolled back of itself, and says so to both of these. */
    private void giveUp(Exception why) {
        try {
            connection.rollback();
        } catch (SQLException over) {
            why.addSuppressed(over);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException over) {
            why.addSuppressed(over);
        }
    }

    /** One statement inside a {@link #transaction}; returns how many rows it changed. */
    int update(String sql, Object... arguments) throws SQLException {
        try (var statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    synchronized <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        try (var statement = prepare(sql, arguments);
                var rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) all.add(row.read(rows));
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(file + " could not be read", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(file + " did not close", e);
        }
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) statement.setObject(i + 1, arguments[i]);
        return statement;
    }
}
