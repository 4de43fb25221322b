// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.fabcommons.hub.Hub;

/** Families too large to be made one by one: written into the tables beside a real design. */
final class Relations {
    private static final String COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) ";

    private Relations() {}

    static void publish(Hub.Client who, String name, String licence) {
        assertThat(who.post(
                                "/api/v1/designs",
                                Map.of("name", name, "title", "The " + name, "summary", "Useful", "licence", licence))
                        .status())
                .isEqualTo(201);
    }

    /** Designs {@code name-1} to {@code name-many}, each made of the one before, the first of the design itself. */
    static void chain(Hub hub, String name, int many) throws SQLException {
        make(hub, name, many, "CASE WHEN i = 1 THEN '%1$s' ELSE '%1$s-' || (i - 1) END".formatted(name), "'remix'");
    }

    /** The same, all made of the design itself. */
    static void fan(Hub hub, String name, int many) throws SQLException {
        make(
                hub,
                name,
                many,
                "'" + name + "'",
                "CASE i % 5 WHEN 0 THEN 'variant' WHEN 1 THEN 'part' WHEN 2 THEN 'port' ELSE 'remix' END");
    }

    private static void make(Hub hub, String name, int many, String ancestor, String kind) throws SQLException {
        var designs = COUNT.formatted(many)
                + """
                INSERT INTO design (id, owner, name, title, summary, licence, tags, head, visibility, tombstone,
                                    created_at, updated_at)
                SELECT d.id || i, d.owner, d.name || '-' || i, d.title || ' ' || i, d.summary, d.licence, '', d.head,
                       'public', FALSE, d.created_at + i, d.updated_at + i
                FROM n JOIN design d ON d.name = '%s'
                """
                        .formatted(name);
        var edges = COUNT.formatted(many)
                + """
                INSERT INTO derivation (design, ancestor, ancestor_revision, kind, position, note, ancestor_name,
                                        ancestor_title, ancestor_licence)
                SELECT d.id, a.id, a.head, %s, 0, '', 'ada/' || a.name, a.title, a.licence
                FROM n JOIN design d ON d.name = '%s-' || i JOIN design a ON a.name = %s
                """
                        .formatted(kind, name, ancestor);
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + hub.data().resolve("hub.db") + "?busy_timeout=30000");
                var statement = connection.createStatement()) {
            statement.executeUpdate(designs);
            statement.executeUpdate(edges);
        }
    }
}
