// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.agent;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface AgentStore {
    String COLUMNS = "SELECT id, lab, name, version, created_at, revoked_at FROM agent ";
    String PAIRING = "SELECT device_hash, user_code, agent_name, state, lab, polled_at, expires_at FROM pairing WHERE ";

    @SqlUpdate(
            """
            INSERT INTO agent (id, lab, name, token_hash, last_command, created_at)
            VALUES (:id, :lab, :name, :tokenHash, 0, :now)
            """)
    void add(String id, String lab, String name, String tokenHash, long now);

    @SqlQuery(COLUMNS + "WHERE id = :id")
    Optional<Agent> byId(String id);

    @SqlQuery(COLUMNS + "WHERE token_hash = :hash AND revoked_at IS NULL")
    Optional<Agent> byToken(String hash);

    @SqlQuery(COLUMNS + "WHERE lab = :lab AND revoked_at IS NULL ORDER BY name, id LIMIT 200")
    List<Agent> in(String lab);

    @SqlUpdate("UPDATE agent SET version = :version WHERE id = :id")
    void version(String id, String version);

    @SqlUpdate("UPDATE agent SET revoked_at = :now, token_hash = NULL WHERE id = :id AND revoked_at IS NULL")
    int revoke(String id, long now);

    @SqlUpdate(
            """
            INSERT INTO pairing (device_hash, user_code, agent_name, state, expires_at)
            VALUES (:deviceHash, :userCode, :agentName, 'waiting', :expiresAt)
            """)
    void addPairing(String deviceHash, String userCode, String agentName, long expiresAt);

    @SqlQuery(PAIRING + "device_hash = :hash")
    Optional<Pairing> byDevice(String hash);

    @SqlQuery(PAIRING + "user_code = :code AND state = 'waiting' AND expires_at > :now")
    Optional<Pairing> waiting(String code, long now);

    @SqlUpdate("UPDATE pairing SET polled_at = :now WHERE device_hash = :hash")
    void polled(String hash, long now);

    @SqlUpdate("UPDATE pairing SET state = 'approved', lab = :lab WHERE device_hash = :hash")
    void approve(String hash, String lab);

    @SqlUpdate("UPDATE pairing SET state = 'denied' WHERE device_hash = :hash")
    void deny(String hash);

    @SqlUpdate("DELETE FROM pairing WHERE device_hash = :hash")
    void dropPairing(String hash);

    @SqlUpdate("DELETE FROM pairing WHERE expires_at < :before")
    int dropPairings(long before);

    @SqlQuery("UPDATE agent SET last_command = last_command + 1 WHERE id = :id RETURNING last_command")
    long nextCommand(String id);

    @SqlUpdate(
            """
            INSERT INTO agent_command (agent, seq, machine, job, type, body, created_at)
            VALUES (:agent, :seq, :machine, :job, :type, :body, :now)
            """)
    void addCommand(String agent, long seq, String machine, Optional<String> job, String type, String body, long now);

    @SqlQuery(
            """
            SELECT seq, type, body FROM agent_command WHERE agent = :agent AND seq > :after AND done_at IS NULL
            AND (type <> 'resume' OR created_at > :resumesSince)
            ORDER BY seq LIMIT 500
            """)
    List<PendingCommand> pending(String agent, long after, long resumesSince);

    @SqlQuery(
            """
            SELECT seq, type, body FROM agent_command
            WHERE agent = :agent AND seq <= :upTo AND type = 'run' AND done_at IS NULL ORDER BY seq LIMIT 500
            """)
    List<PendingCommand> offers(String agent, long upTo);

    @SqlUpdate("UPDATE agent_command SET done_at = :now WHERE job = :job AND type = :type AND done_at IS NULL")
    void done(String job, String type, long now);

    @SqlUpdate(
            """
            UPDATE agent_command SET done_at = :now
            WHERE agent = :agent AND machine = :machine AND type = :type AND done_at IS NULL
            """)
    void overtaken(String agent, String machine, String type, long now);

    @SqlUpdate("UPDATE agent_command SET done_at = :now WHERE job = :job AND done_at IS NULL")
    void allDone(String job, long now);

    @SqlUpdate(
            """
            UPDATE agent_command SET done_at = :now
            WHERE agent = :agent AND seq <= :upTo AND type = 'emergencyStop' AND done_at IS NULL
            """)
    void stopsHeard(String agent, long upTo, long now);

    @SqlUpdate(
            """
            UPDATE agent_command SET done_at = :now
            WHERE type = 'emergencyStop' AND created_at < :before AND done_at IS NULL
            """)
    void dropStops(long before, long now);

    @SqlUpdate("DELETE FROM agent_command WHERE done_at < :before")
    int dropCommands(long before);

    @SqlQuery("SELECT refused FROM agent_message WHERE agent = :agent AND id = :id")
    Optional<Boolean> refused(String agent, String id);

    @SqlUpdate("INSERT INTO agent_message (agent, id, refused, created_at) VALUES (:agent, :id, :refused, :now)")
    void addMessage(String agent, String id, boolean refused, long now);
}
