// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(DesignRow.class)
interface DesignStore {
    String COLUMNS =
            """
            SELECT d.id, d.owner, o.handle AS owner_handle, d.name, d.title, d.summary, d.licence,
                   d.documentation_licence, d.software_licence, d.tags, d.head,
                   d.cover, d.visibility, d.deleted_at, d.tombstone, d.created_at, d.updated_at
            FROM design d JOIN owner o ON o.id = d.owner
            """;
    String PAGE = " AND (d.updated_at, d.id) < (:at, :after) ORDER BY d.updated_at DESC, d.id DESC LIMIT :limit";

    @SqlQuery(COLUMNS + "WHERE o.handle = :owner AND d.name = :name AND NOT d.tombstone")
    Optional<DesignRow> byName(String owner, String name);

    @SqlQuery(COLUMNS + "JOIN former_address f ON f.design = d.id WHERE f.owner = :owner AND f.name = :name")
    Optional<DesignRow> byFormerName(String owner, String name);

    @SqlUpdate("DELETE FROM former_address WHERE design = :design")
    void dropFormerNames(String design);

    @SqlUpdate(
            """
            INSERT INTO former_address (owner, name, design) VALUES (:owner, :name, :design)
            ON CONFLICT (owner, name) DO UPDATE SET design = excluded.design
            """)
    void addFormerName(String owner, String name, String design);

    @SqlQuery(COLUMNS + "WHERE d.id = :id")
    Optional<DesignRow> byId(String id);

    @SqlQuery(COLUMNS + "WHERE d.id IN (<ids>)")
    List<DesignRow> byIds(@BindList("ids") List<String> ids);

    /** Those that are not deleted, after the one at which the last page ended. */
    @SqlQuery(COLUMNS + "WHERE d.owner = :owner AND d.deleted_at IS NULL" + PAGE)
    List<DesignRow> of(String owner, long at, String after, int limit);

    /** Of them what lists show. */
    @SqlQuery(COLUMNS + "WHERE d.owner = :owner AND d.visibility = 'public' AND d.deleted_at IS NULL" + PAGE)
    List<DesignRow> listedOf(String owner, long at, String after, int limit);

    @SqlQuery(
            COLUMNS
                    + """
                    WHERE d.visibility = 'public' AND d.deleted_at IS NULL ORDER BY d.updated_at DESC, d.id DESC LIMIT 1
                    """)
    Optional<DesignRow> newest();

    @SqlQuery("SELECT COUNT(*) FROM design WHERE visibility = 'public' AND deleted_at IS NULL")
    long listed();

    @SqlQuery("SELECT COALESCE(MAX(CASE WHEN :all THEN kept ELSE listed END), 0) FROM owner_count WHERE owner = :owner")
    long count(String owner, boolean all);

    @SqlUpdate(
            """
            INSERT INTO design
                (id, owner, name, title, summary, licence, documentation_licence, software_licence, tags, head, cover, visibility, deleted_at,
                    tombstone, created_at, updated_at)
            VALUES
                (:id, :owner, :name, :title, :summary, :licence, :documentationLicence, :softwareLicence, :tags, :head, :cover, :visibility, :deletedAt,
                    :tombstone, :createdAt, :updatedAt)
            ON CONFLICT (id) DO UPDATE SET
                owner = excluded.owner, name = excluded.name, visibility = excluded.visibility,
                deleted_at = excluded.deleted_at, tombstone = excluded.tombstone, title = excluded.title, summary = excluded.summary, licence = excluded.licence,
                documentation_licence = excluded.documentation_licence, software_licence = excluded.software_licence,
                tags = excluded.tags,
                head = excluded.head, cover = excluded.cover,
                updated_at = excluded.updated_at
            """)
    void put(
            String id,
            String owner,
            String name,
            String title,
            String summary,
            String licence,
            String documentationLicence,
            String softwareLicence,
            String tags,
            String head,
            Optional<String> cover,
            String visibility,
            Optional<Long> deletedAt,
            boolean tombstone,
            long createdAt,
            long updatedAt);

    @SqlUpdate("DELETE FROM design_tag WHERE design = :design")
    void dropTags(String design);

    @SqlUpdate("INSERT INTO design_tag (design, tag) VALUES (:design, :tag)")
    void addTag(String design, String tag);

    @SqlQuery(
            COLUMNS
                    + """
                    WHERE d.owner = :owner AND d.deleted_at IS NOT NULL AND NOT d.tombstone
                    ORDER BY d.deleted_at DESC, d.id LIMIT 100
                    """)
    List<DesignRow> deletedOf(String owner);

    @SqlQuery(COLUMNS + "WHERE d.deleted_at < :at AND NOT d.tombstone ORDER BY d.deleted_at, d.id LIMIT :limit")
    List<DesignRow> deletedBefore(long at, int limit);

    @SqlUpdate("DELETE FROM design WHERE id = :id")
    void drop(String id);
}
