// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Release.class)
interface ReleaseStore {
    String COLUMNS =
            """
            SELECT r.design, r.name, r.holder, r.revision, r.title, r.notes, r.author, r.author_handle, r.created_at
            FROM design_release r
            """;

    @SqlUpdate(
            """
            INSERT INTO design_release
                (design, name, holder, revision, title, notes, author, author_handle, created_at)
            VALUES (:design, :name, :holder, :revision, :title, :notes, :author, :authorHandle, :createdAt)
            ON CONFLICT (design, name) DO NOTHING
            """)
    void add(@BindMethods Release release);

    @SqlUpdate("DELETE FROM design_release WHERE design = :design")
    void drop(String design);

    @SqlQuery(COLUMNS + "WHERE r.design = :design ORDER BY r.created_at DESC, r.name LIMIT :limit OFFSET :offset")
    List<Release> of(String design, int limit, int offset);

    /** In the order in which they are listed. */
    @SqlQuery(
            COLUMNS
                    + """
                    WHERE r.design = :design
                        AND (r.created_at < :createdAt OR (r.created_at = :createdAt AND r.name > :name))
                    ORDER BY r.created_at DESC, r.name LIMIT 1
                    """)
    Optional<Release> before(String design, String name, long createdAt);

    @SqlQuery("SELECT COUNT(*) FROM design_release WHERE design = :design")
    int count(String design);

    @SqlQuery(COLUMNS + "WHERE r.design = :design AND r.name = :name")
    Optional<Release> find(String design, String name);
}
