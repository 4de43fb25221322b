// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands in a hub's database, to be compared. */
public final class Tables {
    private Tables() {}

    /** Every row of every table as text, by the table's name; the order of rows does not count. */
    public static Map<String, List<String>> of(Path database) throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            for (var table : names(connection)) all.put(table, rows(connection, table));
        }
        return all;
    }

    private static List<String> names(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        var all = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT * FROM " + table)) {
            var columns = rows.getMetaData();
            while (rows.next()) {
                var row = new StringBuilder();
                for (int i = 1; i <= columns.getColumnCount(); i++)
                    row.append(columns.getColumnName(i))
                            .append('=')
                            .append(rows.getString(i))
                            .append('|');
                all.add(row.toString());
            }
        }
        all.sort(null);
        return all;
    }

    /** Empties tables, whatever refers to them. */
    public static void empty(Path database, List<String> tables) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            for (var table : tables) statement.executeUpdate("DELETE FROM " + table);
        }
    }
}
