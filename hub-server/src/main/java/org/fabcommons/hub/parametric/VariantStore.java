// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.parametric;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface VariantStore {
    String COLUMNS =
            "SELECT id, design, revision, path, chosen, state, fault, said, facts, asked_by, asked_at FROM variant ";

    @SqlQuery(COLUMNS + "WHERE id = :id")
    Optional<VariantRow> find(String id);

    @SqlQuery(COLUMNS + "WHERE state = 'waiting' ORDER BY asked_at, id LIMIT 1")
    Optional<VariantRow> next();

    @SqlUpdate(
            """
            INSERT INTO variant
                (id, design, revision, path, chosen, state, fault, said, facts, asked_by, asked_at)
            VALUES (:id, :design, :revision, :path, :chosen, 'waiting', '', '', '', :askedBy, :now)
            ON CONFLICT (id) DO UPDATE SET asked_at = excluded.asked_at,
                state = CASE WHEN variant.state = 'failed' THEN 'waiting' ELSE variant.state END
            """)
    void ask(String id, String design, String revision, String path, String chosen, String askedBy, long now);

    @SqlQuery("SELECT COUNT(*) FROM variant WHERE state IN ('waiting', 'rendering') AND asked_by = :person")
    int pendingOf(String person);

    @SqlQuery("SELECT COUNT(*) FROM variant WHERE state IN ('waiting', 'rendering')")
    int pending();

    @SqlUpdate("UPDATE variant SET state = :state, fault = :fault, said = :said, facts = :facts WHERE id = :id")
    void settle(String id, String state, String fault, String said, String facts);

    @SqlUpdate("UPDATE variant SET state = 'waiting' WHERE state = 'rendering'")
    void beginAgain();

    @SqlQuery("SELECT id FROM variant WHERE state IN ('ready', 'failed') AND asked_at < :before ORDER BY id LIMIT 500")
    List<String> old(long before);

    @SqlUpdate("DELETE FROM variant WHERE id = :id")
    void drop(String id);
}
