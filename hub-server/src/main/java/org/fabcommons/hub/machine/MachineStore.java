// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.machine;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface MachineStore {
    String COLUMNS =
            """
            SELECT m.id, m.lab, m.agent, m.key, m.name, m.profile, m.simulated, m.retired_at, m.out_since, m.out_reason,
                m.out_by, m.own_profile
            FROM machine m
            """;

    @SqlQuery(COLUMNS + "WHERE m.id = :id")
    Optional<Machine> byId(String id);

    @SqlQuery(COLUMNS + "WHERE m.lab = :lab ORDER BY m.retired_at IS NOT NULL, m.name, m.id LIMIT 200")
    List<Machine> in(String lab);

    @SqlQuery(COLUMNS + "WHERE m.agent = :agent ORDER BY m.key, m.id LIMIT 200")
    List<Machine> of(String agent);

    /** What anyone may see: the machines of open labs, and of those where the person has a role. */
    @SqlQuery(
            COLUMNS
                    + """
                    JOIN lab l ON l.id = m.lab
                    WHERE m.retired_at IS NULL AND (l.open_to = 'anyone'
                        OR EXISTS (SELECT 1 FROM lab_member r WHERE r.lab = l.id AND r.person = :person))
                    ORDER BY l.kind, l.name, m.name, m.id LIMIT :limit OFFSET :offset
                    """)
    List<Machine> visible(String person, int limit, int offset);

    @SqlQuery(
            COLUMNS
                    + """
                    JOIN lab_member r ON r.lab = m.lab JOIN lab l ON l.id = m.lab
                    WHERE r.person = :person AND r.role IN ('operator', 'manager') AND m.retired_at IS NULL
                    ORDER BY l.name, m.name, m.id LIMIT 200
                    """)
    List<Machine> lookedAfterBy(String person);

    @SqlQuery(COLUMNS + "WHERE m.agent = :agent AND m.key = :key")
    Optional<Machine> byKey(String agent, String key);

    /** A machine of this lab that no agent has: registered by hand, or left by an agent that was unpaired. */
    @SqlQuery(
            COLUMNS
                    + """
                    LEFT JOIN agent a ON a.id = m.agent
                    WHERE m.lab = :lab AND m.key = :key AND (m.agent IS NULL OR a.revoked_at IS NOT NULL)
                    ORDER BY m.created_at, m.id LIMIT 1
                    """)
    Optional<Machine> unclaimed(String lab, String key);

    @SqlUpdate(
            """
            INSERT INTO machine (id, lab, agent, key, name, profile, simulated, own_profile, created_at)
            VALUES (:id, :lab, :agent, :key, :name, :profile, :simulated, :ownProfile, :now)
            """)
    void add(
            String id,
            String lab,
            Optional<String> agent,
            String key,
            String name,
            String profile,
            boolean simulated,
            Optional<String> ownProfile,
            long now);

    @SqlUpdate(
            """
            UPDATE machine SET agent = :agent, name = :name, profile = :profile, simulated = :simulated,
                own_profile = :ownProfile, retired_at = NULL
            WHERE id = :id
            """)
    void change(String id, String agent, String name, String profile, boolean simulated, Optional<String> ownProfile);

    @SqlUpdate("UPDATE machine SET retired_at = :now WHERE id = :id AND retired_at IS NULL")
    void retire(String id, long now);

    @SqlUpdate(
            """
            UPDATE machine SET out_since = COALESCE(out_since, :now), out_reason = :reason, out_by = :by WHERE id = :id
            """)
    void takeOut(String id, long now, String reason, String by);

    @SqlUpdate("UPDATE machine SET out_since = NULL, out_reason = NULL, out_by = NULL WHERE id = :id")
    void putBack(String id);
}
