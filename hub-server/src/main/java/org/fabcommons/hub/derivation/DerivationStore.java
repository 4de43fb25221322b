// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(DerivationEdge.class)
@RegisterConstructorMapper(Counts.class)
interface DerivationStore {
    String COLUMNS =
            """
            e.design, e.ancestor, e.ancestor_revision, e.kind, e.note, e.ancestor_name, e.ancestor_title,
            e.ancestor_licence, e.ancestor_documentation_licence, e.ancestor_software_licence
            """;
    String EDGE = "SELECT " + COLUMNS + " FROM derivation e ";

    @SqlUpdate("DELETE FROM derivation WHERE design = :design AND ancestor = :ancestor")
    void drop(String design, String ancestor);

    @SqlUpdate(
            """
            INSERT INTO derivation (design, ancestor, ancestor_revision, kind, position, note, ancestor_name,
                                    ancestor_title, ancestor_licence, ancestor_documentation_licence,
                                    ancestor_software_licence)
            VALUES (:design, :ancestor, :revision, :kind, :position, :note, :name, :title, :licence,
                    :documentationLicence, :softwareLicence)
            ON CONFLICT (design, ancestor) DO UPDATE SET
                ancestor_revision = excluded.ancestor_revision, kind = excluded.kind, position = excluded.position,
                note = excluded.note, ancestor_name = excluded.ancestor_name,
                ancestor_title = excluded.ancestor_title, ancestor_licence = excluded.ancestor_licence,
                ancestor_documentation_licence = excluded.ancestor_documentation_licence,
                ancestor_software_licence = excluded.ancestor_software_licence
            """)
    void put(
            String design,
            String ancestor,
            String revision,
            String kind,
            int position,
            String note,
            String name,
            String title,
            String licence,
            String documentationLicence,
            String softwareLicence);

    @SqlQuery(EDGE + "WHERE e.design = :design ORDER BY e.position, e.ancestor LIMIT 50")
    List<DerivationEdge> parents(String design);

    /** Those of one sort, the newest first. */
    @SqlQuery(
            EDGE
                    + """
            JOIN design d ON d.id = e.design
            WHERE e.ancestor = :design AND e.kind <> 'variant' AND e.kind <> 'part'
              AND d.visibility = 'public' AND d.deleted_at IS NULL
            ORDER BY d.created_at DESC, d.id LIMIT :limit
            """)
    List<DerivationEdge> remixes(String design, int limit);

    @SqlQuery(
            """
            SELECT COALESCE(SUM(CASE WHEN e.kind NOT IN ('variant', 'part') THEN 1 ELSE 0 END), 0) AS remixes,
                   COALESCE(SUM(CASE WHEN e.kind = 'variant' THEN 1 ELSE 0 END), 0) AS variants,
                   COALESCE(SUM(CASE WHEN e.kind = 'part' THEN 1 ELSE 0 END), 0) AS parts
            FROM derivation e JOIN design d ON d.id = e.design
            WHERE e.ancestor = :design AND d.visibility = 'public' AND d.deleted_at IS NULL
            """)
    Counts count(String design);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM derivation e WHERE e.ancestor = :design)")
    boolean isNamed(String design);

    @SqlQuery("SELECT DISTINCT e.ancestor_revision FROM derivation e WHERE e.ancestor = :design ORDER BY 1 LIMIT 10000")
    List<String> revisionsNamed(String design);

    /** Whether one design is among the ancestors of another, however far. */
    @SqlQuery(
            """
            WITH RECURSIVE reached (id) AS (
                SELECT :from
                UNION
                SELECT e.ancestor FROM derivation e JOIN reached r ON e.design = r.id)
            SELECT EXISTS (SELECT 1 FROM reached WHERE id = :to)
            """)
    boolean reaches(String from, String to);

    /** Breadth first, so that a limit cuts what is farthest; one edge may come once for each distance. */
    @SqlQuery(
            """
            WITH RECURSIVE reached (design, ancestor, depth) AS (
                SELECT d.design, d.ancestor, 1 FROM derivation d WHERE d.design = :design
                UNION
                SELECT d.design, d.ancestor, r.depth + 1 FROM derivation d JOIN reached r ON d.design = r.ancestor
                WHERE r.depth < :depth)
            SELECT
            """
                    + COLUMNS
                    + """
            FROM (SELECT design, ancestor, depth FROM reached LIMIT :limit) r
            JOIN derivation e ON e.design = r.design AND e.ancestor = r.ancestor
            ORDER BY r.depth, e.design, e.position, e.ancestor
            """)
    List<DerivationEdge> above(String design, int depth, int limit);

    /** The same the other way. */
    @SqlQuery(
            """
            WITH RECURSIVE reached (design, ancestor, depth) AS (
                SELECT d.design, d.ancestor, 1 FROM derivation d WHERE d.ancestor = :design
                UNION
                SELECT d.design, d.ancestor, r.depth + 1 FROM derivation d JOIN reached r ON d.ancestor = r.design
                WHERE r.depth < :depth)
            SELECT
            """
                    + COLUMNS
                    + """
            FROM (SELECT design, ancestor, depth FROM reached LIMIT :limit) r
            JOIN derivation e ON e.design = r.design AND e.ancestor = r.ancestor
            ORDER BY r.depth, e.ancestor, e.design
            """)
    List<DerivationEdge> below(String design, int depth, int limit);
}
