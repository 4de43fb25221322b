// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.importing;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Import.class)
interface ImportStore {
    String COLUMNS =
            """
            SELECT id, person, kind, source, sha256, sent, state, found, publication, design, created_at, expires_at
            FROM import
            """;

    @SqlUpdate(
            """
            INSERT INTO import (id, person, kind, source, sha256, sent, state, found, created_at, expires_at)
            VALUES (:id, :person, :kind, :source, :sha256, :sent, 'waiting', :found, :now, :expires)
            """)
    void add(
            String id,
            String person,
            String kind,
            String source,
            Optional<String> sha256,
            Optional<String> sent,
            String found,
            long now,
            long expires);

    @SqlQuery(COLUMNS + "WHERE id = :id AND person = :person")
    Optional<Import> find(String person, String id);

    @SqlQuery(COLUMNS + "WHERE id = :id")
    Optional<Import> byId(String id);

    @SqlQuery(COLUMNS + "WHERE person = :person ORDER BY created_at DESC, id LIMIT :limit")
    List<Import> of(String person, int limit);

    @SqlQuery(
            "SELECT COUNT(*) FROM import WHERE person = :person AND state IN ('waiting', 'running', 'ready', 'publishing')")
    int open(String person);

    @SqlQuery(COLUMNS + "WHERE state = :state ORDER BY created_at, id LIMIT 1000")
    List<Import> in(String state);

    @SqlUpdate("UPDATE import SET state = :to, found = :found WHERE id = :id AND state = :from")
    int move(String id, String from, String to, String found);

    @SqlUpdate("UPDATE import SET state = 'waiting', found = :found, sent = :sent WHERE id = :id AND state = 'failed'")
    int mend(String id, String found, String sent);

    @SqlUpdate("UPDATE import SET found = :found WHERE id = :id AND state IN ('running', 'publishing')")
    int tell(String id, String found);

    @SqlUpdate(
            """
            UPDATE import SET state = 'publishing', found = :found, publication = :publication
            WHERE id = :id AND state = :from
            """)
    int publish(String id, String from, String found, String publication);

    @SqlUpdate("UPDATE import SET state = 'published', design = :design WHERE id = :id AND state = 'publishing'")
    int published(String id, String design);

    @SqlUpdate(
            """
            UPDATE import SET state = 'cancelled', found = :found
            WHERE id = :id AND state IN ('waiting', 'running', 'ready', 'publishing')
            """)
    int cancel(String id, String found);

    @SqlQuery(COLUMNS + "WHERE expires_at < :now AND state <> 'publishing' ORDER BY expires_at, id LIMIT 1000")
    List<Import> expired(long now);

    @SqlUpdate("DELETE FROM import WHERE id = :id")
    int drop(String id);
}
