// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(DerivationEdge.class)
interface DerivationStore {
    String EDGE = "SELECT e.design, e.ancestor, e.ancestor_revision, e.note FROM derivation e ";

    @SqlUpdate("DELETE FROM derivation WHERE design = :design")
    void drop(String design);

    @SqlUpdate(
            """
            INSERT INTO derivation (design, ancestor, ancestor_revision, position, note)
            VALUES (:design, :ancestor, :revision, :position, :note)
            ON CONFLICT (design, ancestor) DO NOTHING
            """)
    void add(String design, String ancestor, String revision, int position, String note);

    @SqlQuery(EDGE + "WHERE e.design = :design ORDER BY e.position, e.ancestor LIMIT 50")
    List<DerivationEdge> parents(String design);

    @SqlQuery(
            EDGE
                    + """
            JOIN design d ON d.id = e.design
            WHERE e.ancestor = :design ORDER BY d.created_at DESC, d.id LIMIT :limit
            """)
    List<DerivationEdge> children(String design, int limit);

    @SqlQuery("SELECT COUNT(*) FROM derivation WHERE ancestor = :design")
    int countChildren(String design);

    @SqlQuery(
            """
            WITH RECURSIVE reached (id, depth) AS (
                SELECT :design, 0
                UNION
                SELECT d.ancestor, r.depth + 1 FROM derivation d JOIN reached r ON d.design = r.id
                WHERE r.depth < :depth - 1)
            SELECT e.design, e.ancestor, e.ancestor_revision, e.note FROM derivation e
            WHERE e.design IN (SELECT id FROM reached)
            ORDER BY e.design, e.position, e.ancestor LIMIT :limit
            """)
    List<DerivationEdge> above(String design, int depth, int limit);

    @SqlQuery(
            """
            WITH RECURSIVE reached (id, depth) AS (
                SELECT :design, 0
                UNION
                SELECT d.design, r.depth + 1 FROM derivation d JOIN reached r ON d.ancestor = r.id
                WHERE r.depth < :depth - 1)
            SELECT e.design, e.ancestor, e.ancestor_revision, e.note FROM derivation e
            WHERE e.ancestor IN (SELECT id FROM reached)
            ORDER BY e.ancestor, e.design LIMIT :limit
            """)
    List<DerivationEdge> below(String design, int depth, int limit);
}
