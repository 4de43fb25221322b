// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.lab;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface LabStore {
    String COLUMNS = "SELECT l.id, l.handle, l.name, l.kind, l.open_to, l.created_at FROM lab l ";

    @SqlUpdate(
            """
            INSERT INTO lab (id, handle, name, kind, open_to, owner, created_at)
            VALUES (:id, :handle, :name, :kind, :openTo, :owner, :now)
            """)
    void add(String id, String handle, String name, String kind, String openTo, Optional<String> owner, long now);

    @SqlQuery("SELECT COUNT(*) FROM lab WHERE handle = :handle")
    int withHandle(String handle);

    @SqlQuery(COLUMNS + "WHERE l.handle = :handle")
    Optional<Lab> byHandle(String handle);

    @SqlQuery(COLUMNS + "WHERE l.id = :id")
    Optional<Lab> byId(String id);

    @SqlQuery(COLUMNS + "WHERE l.owner = :person")
    Optional<Lab> homeOf(String person);

    @SqlQuery(COLUMNS + "WHERE l.kind = 'lab' ORDER BY l.name, l.id LIMIT :limit OFFSET :offset")
    List<Lab> list(int limit, int offset);

    @SqlQuery(
            COLUMNS
                    + """
                    JOIN lab_member m ON m.lab = l.id WHERE m.person = :person
                    ORDER BY l.kind, l.name, l.id LIMIT 200
                    """)
    List<Lab> of(String person);

    @SqlUpdate("UPDATE lab SET name = :name, open_to = :openTo WHERE id = :id")
    void change(String id, String name, String openTo);

    @SqlUpdate(
            """
            INSERT INTO lab_member (lab, person, role, created_at) VALUES (:lab, :person, :role, :now)
            ON CONFLICT (lab, person) DO UPDATE SET role = excluded.role
            """)
    void putMember(String lab, String person, String role, long now);

    @SqlUpdate("DELETE FROM lab_member WHERE lab = :lab AND person = :person")
    int dropMember(String lab, String person);

    @SqlQuery("SELECT role FROM lab_member WHERE lab = :lab AND person = :person")
    Optional<Role> role(String lab, String person);

    @SqlQuery("SELECT COUNT(*) FROM lab_member WHERE lab = :lab AND role = 'manager' AND person <> :person")
    int otherManagers(String lab, String person);

    @SqlQuery(
            """
            SELECT p.id AS person, p.handle, p.display_name, m.role
            FROM lab_member m JOIN person p ON p.id = m.person WHERE m.lab = :lab
            ORDER BY CASE m.role WHEN 'manager' THEN 0 WHEN 'operator' THEN 1 ELSE 2 END, p.handle LIMIT 500
            """)
    List<Member> members(String lab);
}
