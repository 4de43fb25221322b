// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface GoingOnStore {
    @SqlQuery("SELECT COUNT(*) FROM machine_going_on WHERE machine = :machine")
    int allowed(String machine);

    @SqlUpdate(
            """
            INSERT INTO machine_going_on (machine, person, since) VALUES (:machine, :person, :now)
            ON CONFLICT (machine) DO NOTHING
            """)
    void allow(String machine, String person, long now);

    @SqlUpdate("DELETE FROM machine_going_on WHERE machine = :machine")
    void forbid(String machine);
}
