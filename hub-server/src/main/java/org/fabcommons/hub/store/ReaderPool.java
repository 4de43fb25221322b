// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;

/** Keeps a few idle read connections; opening one costs a millisecond, so there is no limit to wait for. */
final class ReaderPool implements ConnectionFactory {
    private static final int IDLE = 8;

    private final DataSource source;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    ReaderPool(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection openConnection() throws SQLException {
        var connection = idle.pollFirst();
        return connection != null ? connection : source.getConnection();
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        if (idle.size() < IDLE) idle.offerFirst(connection);
        else connection.close();
    }
}
