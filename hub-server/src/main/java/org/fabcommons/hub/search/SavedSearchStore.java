// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.search;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(SavedSearch.class)
interface SavedSearchStore {
    String COLUMNS = "SELECT id, name, query, created_at FROM saved_search ";

    @SqlQuery(COLUMNS + "WHERE person = :person ORDER BY name, id LIMIT 200")
    List<SavedSearch> of(String person);

    @SqlQuery(COLUMNS + "WHERE person = :person AND query = :query")
    Optional<SavedSearch> find(String person, String query);

    @SqlQuery(COLUMNS + "WHERE person = :person AND id = :id")
    Optional<SavedSearch> byId(String person, String id);

    @SqlQuery("SELECT COUNT(*) FROM saved_search WHERE person = :person")
    int count(String person);

    @SqlUpdate(
            """
            INSERT INTO saved_search (id, person, name, query, created_at) VALUES (:id, :person, :name, :query, :now)
            ON CONFLICT (person, query) DO UPDATE SET name = excluded.name
            """)
    void put(String id, String person, String name, String query, long now);

    @SqlUpdate("DELETE FROM saved_search WHERE person = :person AND id = :id")
    void drop(String person, String id);
}
