// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** The writer's connection, kept open; the database's lock sees to it that one thread has it at a time. */
final class SingleConnection implements ConnectionFactory, AutoCloseable {
    private final DataSource source;
    private Connection connection;

    SingleConnection(DataSource source) {
        this.source = source;
    }

    @Override
    public synchronized Connection openConnection() throws SQLException {
        if (connection == null || connection.isClosed()) connection = source.getConnection();
        return connection;
    }

    @Override
    public void closeConnection(Connection borrowed) {
        // Stays open for the next writer.
    }

    @Override
    public synchronized void close() {
        try {
            if (connection != null) connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not close", e);
        }
    }
}
