// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The hub's SQLite file: write-ahead log, one writer at a time, readers beside it. {@link #write} is one transaction
 * that took the write lock when it began (BEGIN IMMEDIATE), so it never fails half-way for another writer. A write
 * within a write on the same thread joins it.
 */
public final class Database implements AutoCloseable {
    /** How many steps of SQLite's machine go by between two looks at the clock. */
    private static final int STEPS = 10_000;

    private final Records records;
    private final ReaderPool readers;
    /** Touched only by the thread that holds {@link #writing}. */
    private final Handle writer;

    private final ReentrantLock writing = new ReentrantLock(true);
    /** To be run when the transaction under way is committed. */
    private List<Runnable> afterwards = new ArrayList<>();

    private Database(Records records, Jdbi jdbi) {
        this.records = records;
        this.readers = new ReaderPool(jdbi);
        this.writer = jdbi.open();
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
        var records = new Records();
        var jdbi = Jdbi.create(source).installPlugin(new SqlObjectPlugin()).registerRowMapper(records);
        jdbi.registerExtension(new KeptStores());
        return new Database(records, jdbi);
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

    /** Lets queries fill this record by its components' names. */
    public void mapRecord(Class<? extends Record> record) {
        records.add(record);
    }

    /** What a feature asks and changes by these statements of its own. */
    public <S> Rows<S> rows(Class<S> statements) {
        return new Rows<>(this, statements);
    }

    /** Runs a query; sees what was committed, and within {@link #write} also what was written there. */
    public <T, X extends Exception> T read(HandleCallback<T, X> query) throws X {
        return writing.isHeldByCurrentThread() ? query.withHandle(writer) : readers.withHandle(query);
    }

    /**
     * The same for a question that strangers ask: it is given up after this time.
     *
     * @throws SlowQuery then
     */
    public <T> T read(Duration limit, HandleCallback<T, RuntimeException> query) {
        return read(handle -> {
            var connection = handle.getConnection();
            long end = System.nanoTime() + limit.toNanos();
            var late = new AtomicBoolean();
            try {
                ProgressHandler.setHandler(connection, STEPS, new ProgressHandler() {
                    @Override
                    protected int progress() {
                        boolean over = System.nanoTime() > end;
                        if (over) late.set(true);
                        return over ? 1 : 0;
                    }
                });
                try {
                    return query.withHandle(handle);
                } finally {
                    ProgressHandler.clearHandler(connection);
                }
            } catch (JdbiException e) {
                if (late.get()) throw new SlowQuery(limit, e);
                throw e;
            } catch (SQLException e) {
                throw new IllegalStateException("the database cannot limit a query", e);
            }
        });
    }

    /** Runs one transaction; any exception undoes all of it. */
    public <T, X extends Exception> T write(HandleCallback<T, X> change) throws X {
        if (writing.isHeldByCurrentThread()) return change.withHandle(writer);
        List<Runnable> committed;
        T result;
        writing.lock();
        try {
            result = writer.inTransaction(change);
            writer.clean();
        } finally {
            committed = afterwards;
            afterwards = new ArrayList<>();
            writing.unlock();
        }
        committed.forEach(Runnable::run);
        return result;
    }

    /**
     * The SHA-256 of every blob that any table names: whatever stands in a column whose name ends with
     * {@code sha256}. Only {@code model}, which remembers measures and holds nothing, is left out.
     */
    public Set<String> namedBlobs() {
        return read(handle -> {
            Set<String> all = new HashSet<>();
            var columns = handle.createQuery(
                            """
                            SELECT t.name AS table_name, c.name AS column_name
                            FROM sqlite_master t JOIN pragma_table_info(t.name) c
                            WHERE t.type = 'table' AND t.name <> 'model' AND c.name LIKE '%sha256'
                            ORDER BY t.name, c.cid
                            """)
                    .mapToMap()
                    .list();
            for (var column : columns)
                all.addAll(handle.createQuery("SELECT DISTINCT <column> FROM <table> WHERE <column> IS NOT NULL")
                        .define("column", column.get("column_name"))
                        .define("table", column.get("table_name"))
                        .mapTo(String.class)
                        .list());
            return all;
        });
    }

    /**
     * Copies the database as it is at one moment, while others go on using it.
     *
     * @param target a file that is not there yet
     */
    public static void copy(Path file, Path target) throws IOException {
        try (var connection = source("jdbc:sqlite:" + file.toAbsolutePath()).getConnection();
                var statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, target.toAbsolutePath().toString());
            statement.execute();
        } catch (SQLException e) {
            throw new IOException("the database " + file + " could not be copied to " + target, e);
        }
    }

    /** The ids that a table of a copied database has. */
    public static Set<String> ids(Path file, String table) throws IOException {
        if (!table.matches("[a-z_]+")) throw new IllegalArgumentException("not a table: " + table);
        var ids = new HashSet<String>();
        try (var connection = source("jdbc:sqlite:" + file.toAbsolutePath()).getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM " + table)) {
            while (rows.next()) ids.add(rows.getString("id"));
            return ids;
        } catch (SQLException e) {
            throw new IOException("the database " + file + " could not be read", e);
        }
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
        // Whoever writes may end.
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
        readers.close();
    }
}
