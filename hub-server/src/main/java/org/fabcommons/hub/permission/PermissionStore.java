// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.permission;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Permission.class)
interface PermissionStore {
    String SELECT =
            """
            SELECT l.id, l.design, l.design_name, l.asker AS asker_id, p.handle AS asker, l.licence, l.words, l.state,
                   l.answer, a.handle AS answered_by, l.asked_at, l.answered_at, l.seen_at
            FROM licence_permission l JOIN person p ON p.id = l.asker LEFT JOIN person a ON a.id = l.answered_by
            """;

    @SqlUpdate(
            """
            INSERT INTO licence_permission (id, design, design_name, asker, licence, words, state, answer, asked_at)
            VALUES (:id, :design, :designName, :asker, :licence, :words, 'asked', '', :now)
            ON CONFLICT DO NOTHING
            """)
    int ask(String id, String design, String designName, String asker, String licence, String words, long now);

    @SqlUpdate(
            """
            UPDATE licence_permission SET state = :state, answer = :answer, answered_by = :by, answered_at = :now
            WHERE id = :id AND state = 'asked'
            """)
    int answer(String id, String state, String answer, String by, long now);

    @SqlQuery(SELECT + "WHERE l.id = :id")
    Optional<Permission> byId(String id);

    @SqlQuery(SELECT + "WHERE l.asker = :asker ORDER BY l.asked_at DESC, l.id LIMIT :limit OFFSET :offset")
    List<Permission> askedBy(String asker, int limit, int offset);

    /** Of the designs that a person owns, alone or as an owner of a group. */
    @SqlQuery(
            SELECT
                    + """
            JOIN design d ON d.id = l.design
            WHERE d.owner = :person
               OR EXISTS (SELECT 1 FROM group_member m
                          WHERE m.group_id = d.owner AND m.person = :person AND m.role = 'owner')
            ORDER BY CASE l.state WHEN 'asked' THEN 0 ELSE 1 END, l.asked_at DESC, l.id LIMIT :limit OFFSET :offset
            """)
    List<Permission> askedOf(String person, int limit, int offset);

    @SqlQuery(SELECT + "WHERE l.design = :design AND l.state = 'granted' ORDER BY l.answered_at, l.id LIMIT 200")
    List<Permission> granted(String design);

    @SqlQuery(
            SELECT
                    + """
            WHERE l.design IN (<designs>) AND l.state = 'granted' ORDER BY l.design, l.answered_at, l.id LIMIT 5000
            """)
    List<Permission> granted(@BindList("designs") List<String> designs);

    @SqlQuery("SELECT COUNT(*) FROM licence_permission WHERE asker = :asker AND state = 'asked'")
    int open(String asker);

    @SqlQuery(
            """
            SELECT COUNT(*) FROM licence_permission l JOIN design d ON d.id = l.design
            WHERE l.state = 'asked' AND (d.owner = :person
               OR EXISTS (SELECT 1 FROM group_member m
                          WHERE m.group_id = d.owner AND m.person = :person AND m.role = 'owner'))
            """)
    int waiting(String person);

    @SqlQuery(
            """
            SELECT COUNT(*) FROM licence_permission
            WHERE asker = :asker AND state IN ('granted', 'refused') AND seen_at IS NULL
            """)
    int unseen(String asker);

    @SqlUpdate(
            """
            UPDATE licence_permission SET seen_at = :now
            WHERE asker = :asker AND state IN ('granted', 'refused') AND seen_at IS NULL
            """)
    int seen(String asker, long now);
}
