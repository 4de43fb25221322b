// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.derivation;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
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

    /**
     * Those of one sort that lists show, the newest first, after the one at which the last page ended.
     *
     * @param sort {@code remix} for all derivatives, {@code variant} or {@code part}; in the words of the index
     */
    @SqlQuery(
            EDGE
                    + """
            WHERE e.ancestor = :design AND e.listed
              AND (CASE WHEN e.kind IN ('variant', 'part') THEN e.kind ELSE 'remix' END) = :sort
              AND (e.made_at, e.design) < (:madeAt, :after)
            ORDER BY e.made_at DESC, e.design DESC LIMIT :limit
            """)
    List<DerivationEdge> newest(String design, String sort, long madeAt, String after, int limit);

    @SqlQuery("SELECT remixes, variants, parts FROM derivation_count WHERE ancestor = :design")
    Optional<Counts> count(String design);

    @SqlQuery("SELECT EXISTS (SELECT 1 FROM derivation e WHERE e.ancestor = :design)")
    boolean isNamed(String design);

    @SqlQuery("SELECT DISTINCT e.ancestor_revision FROM derivation e WHERE e.ancestor = :design ORDER BY 1 LIMIT 10000")
    List<String> revisionsNamed(String design);

    @SqlQuery("SELECT DISTINCT e.ancestor FROM derivation e WHERE e.design IN (<designs>)")
    List<String> ancestorsOf(@BindList("designs") List<String> designs);

    @SqlQuery("SELECT DISTINCT e.design FROM derivation e WHERE e.ancestor IN (<designs>)")
    List<String> descendantsOf(@BindList("designs") List<String> designs);

    /** What these were made of. */
    @SqlQuery(EDGE + "WHERE e.design IN (<designs>) ORDER BY e.design, e.position, e.ancestor LIMIT :limit")
    List<DerivationEdge> above(@BindList("designs") List<String> designs, int limit);

    /**
     * How these were changed into being, all the way back: uses as a part, which make no derivative, are left out. The
     * nearer ones where there are more.
     */
    @SqlQuery(
            """
            WITH RECURSIVE up (id) AS (
                SELECT d.id FROM design d WHERE d.id IN (<designs>)
                UNION
                SELECT e.ancestor FROM up JOIN derivation e ON e.design = up.id WHERE e.kind <> 'part'
                LIMIT :limit)
            """
                    + EDGE
                    + """
            WHERE e.design IN (SELECT id FROM up) AND e.kind <> 'part'
            ORDER BY e.design, e.position, e.ancestor LIMIT :limit
            """)
    List<DerivationEdge> ancestry(@BindList("designs") List<String> designs, int limit);

    /** What was made of these, the newest of each first; in the order of the index, so that nothing is sorted. */
    @SqlQuery(
            EDGE
                    + """
            WHERE e.ancestor IN (<designs>) ORDER BY e.ancestor DESC, e.made_at DESC, e.design DESC LIMIT :limit
            """)
    List<DerivationEdge> below(@BindList("designs") List<String> designs, int limit);
}
