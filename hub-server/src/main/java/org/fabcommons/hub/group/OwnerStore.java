// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

interface OwnerStore {
    String COLUMNS =
            """
            SELECT o.id, o.handle, o.kind, COALESCE(p.display_name, g.display_name) AS display_name
            FROM owner o LEFT JOIN person p ON p.id = o.id LEFT JOIN hub_group g ON g.id = o.id
            """;

    @SqlQuery(COLUMNS + "WHERE o.handle = :handle")
    Optional<Owner> byHandle(String handle);

    @SqlQuery(COLUMNS + "WHERE o.handle IN (<handles>) ORDER BY o.handle")
    List<Owner> byHandles(@BindList("handles") List<String> handles);

    @SqlQuery(COLUMNS + "WHERE o.id = :id")
    Optional<Owner> byId(String id);

    @SqlQuery("SELECT role FROM group_member WHERE group_id = :group AND person = :person")
    Optional<String> role(String group, String person);

    /** The person first. */
    @SqlQuery(
            COLUMNS
                    + """
                    WHERE o.id = :person OR o.id IN (SELECT group_id FROM group_member WHERE person = :person)
                    ORDER BY CASE WHEN o.id = :person THEN 0 ELSE 1 END, o.handle LIMIT 200
                    """)
    List<Owner> actingFor(String person);
}
