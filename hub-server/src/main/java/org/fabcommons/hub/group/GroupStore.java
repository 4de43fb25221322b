// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.group;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface GroupStore {
    String COLUMNS =
            """
            SELECT g.id, o.handle, g.display_name, g.about, g.created_at
            FROM hub_group g JOIN owner o ON o.id = g.id
            """;

    @SqlQuery("SELECT COUNT(*) FROM owner WHERE handle = :handle")
    int withHandle(String handle);

    @SqlUpdate("INSERT INTO owner (id, handle, kind) VALUES (:id, :handle, 'group')")
    void addOwner(String id, String handle);

    @SqlUpdate("INSERT INTO hub_group (id, display_name, about, created_at) VALUES (:id, :displayName, :about, :now)")
    void add(String id, String displayName, String about, long now);

    @SqlUpdate("UPDATE hub_group SET display_name = :displayName, about = :about WHERE id = :id")
    void change(String id, String displayName, String about);

    @SqlQuery(COLUMNS + "WHERE o.handle = :handle")
    Optional<Group> byHandle(String handle);

    @SqlQuery(COLUMNS + "ORDER BY g.display_name, g.id LIMIT :limit OFFSET :offset")
    List<Group> list(int limit, int offset);

    @SqlQuery(
            COLUMNS
                    + """
                    JOIN group_member m ON m.group_id = g.id WHERE m.person = :person
                    ORDER BY g.display_name, g.id LIMIT 200
                    """)
    List<Group> of(String person);

    @SqlUpdate(
            """
            INSERT INTO group_member (group_id, person, role, created_at) VALUES (:group, :person, :role, :now)
            ON CONFLICT (group_id, person) DO UPDATE SET role = excluded.role
            """)
    void putMember(String group, String person, String role, long now);

    @SqlUpdate("DELETE FROM group_member WHERE group_id = :group AND person = :person")
    int dropMember(String group, String person);

    @SqlQuery("SELECT COUNT(*) FROM group_member WHERE group_id = :group AND role = 'owner' AND person <> :person")
    int otherOwners(String group, String person);

    @SqlQuery("SELECT COUNT(*) FROM group_member WHERE group_id = :group")
    int countMembers(String group);

    @SqlQuery("SELECT COUNT(*) FROM group_member WHERE person = :person AND role = 'owner'")
    int countOwned(String person);

    @SqlQuery(
            """
            SELECT p.id AS person, p.handle, p.display_name, m.role
            FROM group_member m JOIN person p ON p.id = m.person WHERE m.group_id = :group
            ORDER BY CASE m.role WHEN 'owner' THEN 0 WHEN 'maintainer' THEN 1 ELSE 2 END, p.handle LIMIT 500
            """)
    List<GroupMember> members(String group);
}
