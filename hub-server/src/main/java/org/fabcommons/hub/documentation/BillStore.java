// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.documentation;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The index of bills: what a design needs, and which designs need one. */
interface BillStore {
    @SqlUpdate("DELETE FROM bill_line WHERE design = :design")
    void clear(String design);

    @SqlUpdate(
            """
            INSERT INTO bill (design, revision, path) VALUES (:design, :revision, :path)
            ON CONFLICT (design) DO UPDATE SET revision = excluded.revision, path = excluded.path
            """)
    void put(String design, String revision, String path);

    @SqlUpdate(
            """
            INSERT INTO bill_line (design, place, name, quantity, unit, material, part_of)
            VALUES (:design, :place, :name, :quantity, :unit, :material, :part)
            """)
    void add(
            String design,
            int place,
            String name,
            double quantity,
            String unit,
            String material,
            Optional<String> part);

    @SqlQuery("SELECT COUNT(*) FROM bill_line WHERE design = :design")
    int lines(String design);

    /** The designs here that lines are, in the order of the lines. */
    @SqlQuery(
            """
            SELECT part_of FROM bill_line WHERE design = :design AND part_of IS NOT NULL
            GROUP BY part_of ORDER BY MIN(place), part_of LIMIT :limit
            """)
    List<String> partsOf(String design, int limit);

    /** What a line of search says of a design is no more so. */
    @SqlUpdate("INSERT INTO search_due (design) VALUES (:design) ON CONFLICT DO NOTHING")
    void due(String design);

    /** Designs whose newest revision was not read yet, as when this table is new, without those that could not be. */
    @SqlQuery(
            """
            SELECT d.id FROM design d LEFT JOIN bill b ON b.design = d.id LEFT JOIN bill_unread u ON u.design = d.id
            WHERE d.id > :after AND NOT d.tombstone AND (b.revision IS NULL OR b.revision <> d.head)
                AND (u.revision IS NULL OR u.revision <> d.head)
            ORDER BY d.id LIMIT :limit
            """)
    List<String> unread(String after, int limit);

    /** Writes an attempt down before it begins; what was said of another revision is forgotten. */
    @SqlUpdate(
            """
            INSERT INTO bill_unread (design, revision, attempts, next_at) VALUES (:design, :revision, 1, :nextAt)
            ON CONFLICT (design) DO UPDATE SET
                attempts = CASE WHEN revision = excluded.revision THEN attempts + 1 ELSE 1 END,
                revision = excluded.revision, next_at = excluded.next_at
            """)
    void attempt(String design, String revision, long nextAt);

    @SqlUpdate("DELETE FROM bill_unread WHERE design = :design")
    void settled(String design);

    @SqlUpdate("UPDATE bill_unread SET next_at = NULL WHERE design = :design")
    void giveUp(String design);

    @SqlQuery("SELECT attempts FROM bill_unread WHERE design = :design")
    Optional<Integer> attempts(String design);

    @SqlQuery("SELECT design FROM bill_unread WHERE next_at <= :now ORDER BY next_at, design LIMIT :limit")
    List<String> due(long now, int limit);

    @SqlQuery("SELECT COUNT(*) FROM bill_unread")
    int unreadable();
}
