// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(DesignRow.class)
interface DesignStore {
    String COLUMNS =
            """
            SELECT d.id, d.owner, p.handle AS owner_handle, d.name, d.title, d.summary, d.licence, d.tags, d.head,
                   d.cover, d.created_at, d.updated_at
            FROM design d JOIN person p ON p.id = d.owner
            """;
    String WANTED =
            """
            WHERE (:tag = '' OR EXISTS (SELECT 1 FROM design_tag t WHERE t.design = d.id AND t.tag = :tag))
              AND (:owner = '' OR d.owner = :owner)
              AND d.words LIKE :first ESCAPE '!' AND d.words LIKE :second ESCAPE '!'
              AND d.words LIKE :third ESCAPE '!'
            """;

    @SqlQuery(COLUMNS + "WHERE p.handle = :owner AND d.name = :name")
    Optional<DesignRow> byName(String owner, String name);

    @SqlQuery(COLUMNS + "WHERE d.id = :id")
    Optional<DesignRow> byId(String id);

    @SqlQuery(COLUMNS + WANTED + "ORDER BY <order>, d.id LIMIT :limit OFFSET :offset")
    List<DesignRow> list(
            @Define("order") String order,
            String tag,
            String owner,
            String first,
            String second,
            String third,
            int limit,
            int offset);

    @SqlQuery("SELECT COUNT(*) FROM design d " + WANTED)
    long count(String tag, String owner, String first, String second, String third);

    @SqlQuery("SELECT tag FROM design_tag GROUP BY tag ORDER BY COUNT(*) DESC, tag LIMIT :limit")
    List<String> tags(int limit);

    @SqlUpdate(
            """
            INSERT INTO design
                (id, owner, name, title, summary, licence, tags, head, cover, words, created_at, updated_at)
            VALUES
                (:id, :owner, :name, :title, :summary, :licence, :tags, :head, :cover, :words, :createdAt, :updatedAt)
            ON CONFLICT (id) DO UPDATE SET
                title = excluded.title, summary = excluded.summary, licence = excluded.licence, tags = excluded.tags,
                head = excluded.head, cover = excluded.cover, words = excluded.words,
                updated_at = excluded.updated_at
            """)
    void put(
            String id,
            String owner,
            String name,
            String title,
            String summary,
            String licence,
            String tags,
            String head,
            Optional<String> cover,
            String words,
            long createdAt,
            long updatedAt);

    @SqlUpdate("DELETE FROM design_tag WHERE design = :design")
    void dropTags(String design);

    @SqlUpdate("INSERT INTO design_tag (design, tag) VALUES (:design, :tag)")
    void addTag(String design, String tag);

    @SqlQuery("SELECT head FROM design WHERE id = :id")
    Optional<String> head(String id);
}
