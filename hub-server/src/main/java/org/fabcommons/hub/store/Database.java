// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The hub's SQLite file: write-ahead log, one writer at a time, readers beside it. {@link #write} is one transaction
 * that took the write lock when it began (BEGIN IMMEDIATE), so it never fails half-way for another writer. A write
 * within a write on the same thread joins it.
 */
public final class Database implements AutoCloseable {
    private final Jdbi readers;
    private final Jdbi writer;
    private final ReentrantLock writing = new ReentrantLock(true);
    /** The transaction under way; touched only by the thread that holds {@link #writing}. */
    private Handle current;
    /** To be run when the transaction under way is committed. */
    private List<Runnable> afterwards = new ArrayList<>();

    private final SingleConnection connection;

    private Database(Jdbi readers, Jdbi writer, SingleConnection connection) {
        this.readers = readers;
        this.writer = writer;
        this.connection = connection;
    }

    /** Opens the file, creating it where there is none, and brings its tables up to date. */
    public static Database open(Path file) {
        var url = "jdbc:sqlite:" + file.toAbsolutePath();
        var source = source(url);
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        var connection = new SingleConnection(source);
        return new Database(
                prepared(Jdbi.create(new ReaderPool(source))), prepared(Jdbi.create(connection)), connection);
    }

    private static SQLiteDataSource source(String url) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(10_000);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(config);
        source.setUrl(url);
        return source;
    }

    private static Jdbi prepared(Jdbi jdbi) {
        return jdbi.installPlugin(new SqlObjectPlugin());
    }

    /** Lets queries fill this record by its components' names. */
    public void mapRecord(Class<? extends Record> record) {
        readers.registerRowMapper(ConstructorMapper.factory(record));
        writer.registerRowMapper(ConstructorMapper.factory(record));
    }

    /** Runs a query; sees what was committed, and within {@link #write} also what was written there. */
    public <T, X extends Exception> T read(HandleCallback<T, X> query) throws X {
        return writing.isHeldByCurrentThread() ? query.withHandle(current) : readers.withHandle(query);
    }

    /** Runs one transaction; any exception undoes all of it. */
    public <T, X extends Exception> T write(HandleCallback<T, X> change) throws X {
        if (writing.isHeldByCurrentThread()) return change.withHandle(current);
        List<Runnable> committed;
        T result;
        writing.lock();
        try {
            result = writer.inTransaction(handle -> {
                current = handle;
                return change.withHandle(handle);
            });
        } finally {
            committed = afterwards;
            afterwards = new ArrayList<>();
            writing.unlock();
        }
        committed.forEach(Runnable::run);
        return result;
    }

    /**
     * Tells others of a change once it can be seen by them: after the transaction under way on this thread is
     * committed, or at once where there is none. It must be quick and not fail.
     */
    public void afterCommit(Runnable work) {
        if (writing.isHeldByCurrentThread()) afterwards.add(work);
        else work.run();
    }

    @Override
    public void close() {
        connection.close();
    }
}
