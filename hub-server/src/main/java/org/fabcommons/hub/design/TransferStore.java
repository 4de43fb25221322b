// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.design;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Transfer.class)
interface TransferStore {
    String COLUMNS =
            """
            SELECT t.design, t.receiver, o.handle AS receiver_handle, p.handle AS offered_by, t.created_at
            FROM transfer t JOIN owner o ON o.id = t.receiver JOIN person p ON p.id = t.offered_by
            """;

    @SqlUpdate(
            """
            INSERT INTO transfer (design, receiver, offered_by, created_at) VALUES (:design, :receiver, :by, :now)
            ON CONFLICT (design) DO UPDATE SET
                receiver = excluded.receiver, offered_by = excluded.offered_by, created_at = excluded.created_at
            """)
    void offer(String design, String receiver, String by, long now);

    @SqlQuery(COLUMNS + "WHERE t.design = :design")
    Optional<Transfer> of(String design);

    @SqlQuery(COLUMNS + "WHERE t.receiver = :receiver ORDER BY t.created_at, t.design LIMIT 100")
    List<Transfer> to(String receiver);

    @SqlUpdate("DELETE FROM transfer WHERE design = :design")
    void drop(String design);
}
