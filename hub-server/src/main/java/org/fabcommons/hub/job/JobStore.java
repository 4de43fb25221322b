// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface JobStore {
    String COLUMNS =
            """
            SELECT j.id, j.machine, m.name AS machine_name, m.lab, j.requester, p.handle AS requester_handle,
                p.display_name AS requester_name, j.design, j.design_name, j.revision, j.path, j.file_name, j.sha256,
                j.size_bytes, j.toolpath, j.state, j.ending, j.attempt, j.message_attempt, j.message_seq, j.line,
                j.lines, j.fraction, j.remaining_s, j.result, j.origin, j.created_at, j.offered_at, j.started_at,
                j.ended_at
            FROM job j JOIN machine m ON m.id = j.machine JOIN person p ON p.id = j.requester
            """;
    String ACTIVE = "('offered', 'accepted', 'running', 'paused')";

    @SqlUpdate(
            """
            INSERT INTO job (id, machine, requester, design, design_name, revision, path, file_name, sha256, size_bytes,
                toolpath, state, attempt, message_attempt, message_seq, line, lines, fraction, remaining_s, created_at)
            VALUES (:id, :machine, :requester, :design, :designName, :revision, :path, :fileName, :sha256, :sizeBytes,
                :toolpath, 'prepared', 0, 0, 0, 0, :lines, 0, :remainingS, :now)
            """)
    void add(
            String id,
            String machine,
            String requester,
            @BindMethods JobFile file,
            String toolpath,
            long lines,
            long remainingS,
            long now);

    @SqlQuery(COLUMNS + "WHERE j.id = :id")
    Optional<Job> byId(String id);

    /** The jobs a person may see: their own, and those of labs where they have a role. */
    @SqlQuery(
            COLUMNS
                    + """
                    WHERE (j.requester = :person
                        OR EXISTS (SELECT 1 FROM lab_member r WHERE r.lab = m.lab AND r.person = :person))
                      AND (:machine = '' OR j.machine = :machine) AND (:state = '' OR j.state = :state)
                    ORDER BY j.created_at DESC, j.id LIMIT :limit OFFSET :offset
                    """)
    List<Job> list(String person, String machine, String state, int limit, int offset);

    /** Those of them that are over, the last one to end first. */
    @SqlQuery(
            COLUMNS
                    + """
                    WHERE (j.requester = :person
                        OR EXISTS (SELECT 1 FROM lab_member r WHERE r.lab = m.lab AND r.person = :person))
                      AND j.ended_at IS NOT NULL
                    ORDER BY j.ended_at DESC, j.id LIMIT :limit OFFSET :offset
                    """)
    List<Job> over(String person, int limit, int offset);

    /** Still to be done, by a person's labs: what is on a machine first, then the queues in their order. */
    @SqlQuery(
            COLUMNS
                    + """
                    WHERE (j.requester = :person
                        OR EXISTS (SELECT 1 FROM lab_member r WHERE r.lab = m.lab AND r.person = :person))
                      AND j.state IN ('prepared', 'queued', 'offered', 'accepted', 'running', 'paused')
                    ORDER BY CASE WHEN j.state IN ('prepared', 'queued') THEN j.place + 1 ELSE 0 END, j.created_at, j.id
                    LIMIT 100
                    """)
    List<Job> open(String person);

    @SqlQuery(COLUMNS + "WHERE j.machine = :machine AND j.state IN " + ACTIVE + " ORDER BY j.created_at, j.id LIMIT 10")
    List<Job> active(String machine);

    @SqlQuery(COLUMNS
            + "WHERE j.machine = :machine AND j.state = 'queued' ORDER BY j.place, j.created_at, j.id LIMIT 200")
    List<Job> queue(String machine);

    /** To another machine, outside of its queue until it has its place there. */
    @SqlUpdate(
            """
            UPDATE job SET machine = :machine, toolpath = :toolpath, lines = :lines, remaining_s = :remainingS,
                state = 'prepared'
            WHERE id = :id
            """)
    void take(String id, String machine, String toolpath, long lines, long remainingS);

    @SqlQuery("SELECT place FROM job WHERE id = :id")
    long place(String id);

    @SqlUpdate("UPDATE job SET place = :place WHERE id = :id")
    void place(String id, long place);

    /** Makes room in a queue. */
    @SqlUpdate(
            """
            UPDATE job SET place = place + 1
            WHERE machine = :machine AND state IN ('queued', 'offered') AND place >= :from
            """)
    void shift(String machine, long from);

    @SqlQuery(
            COLUMNS
                    + """
                    WHERE j.machine = :machine AND j.ended_at IS NOT NULL ORDER BY j.ended_at DESC, j.id LIMIT :limit
                    """)
    List<Job> past(String machine, int limit);

    @SqlQuery(COLUMNS + "WHERE j.state = 'offered' AND j.offered_at < :before ORDER BY j.offered_at, j.id LIMIT 100")
    List<Job> stale(long before);

    /** Whether the file belongs to a job that this lab's agents were told to run. */
    @SqlQuery(
            """
            SELECT COUNT(*) FROM job j JOIN machine m ON m.id = j.machine JOIN agent a ON a.lab = m.lab
            WHERE a.id = :agent AND j.sha256 = :sha256 AND j.state IN
            """
                    + ACTIVE)
    int offered(String agent, String sha256);

    @SqlUpdate("UPDATE job SET state = :state WHERE id = :id")
    void state(String id, String state);

    @SqlUpdate("UPDATE job SET attempt = attempt + 1, offered_at = :now WHERE id = :id")
    void offer(String id, long now);

    @SqlUpdate("UPDATE job SET started_at = :at WHERE id = :id AND started_at IS NULL")
    void started(String id, long at);

    @SqlUpdate("UPDATE job SET ending = :ending, ended_at = :at WHERE id = :id")
    void ended(String id, String ending, long at);

    @SqlUpdate("UPDATE job SET message_attempt = :attempt, message_seq = :seq WHERE id = :id")
    void heard(String id, int attempt, long seq);

    @SqlUpdate(
            """
            UPDATE job SET line = :line, lines = :lines, fraction = :fraction, remaining_s = :remainingS WHERE id = :id
            """)
    void progress(String id, long line, long lines, double fraction, Optional<Long> remainingS);

    @SqlUpdate("UPDATE job SET origin = 'agent' WHERE id = :id")
    void ranAtAgent(String id);

    @SqlUpdate("DELETE FROM job WHERE id = :id")
    void drop(String id);

    @SqlUpdate("UPDATE job SET result = :result WHERE id = :id")
    void result(String id, String result);

    @SqlUpdate(
            """
            INSERT INTO job_event (job, seq, created_at, state, actor, actor_name, reason, detail, sentences)
            SELECT :job, COALESCE(MAX(seq), 0) + 1, :now, :state, :actor, :actorName, :reason, :detail,
                   :sentences
            FROM job_event WHERE job = :job
            """)
    void addEvent(
            String job,
            long now,
            String state,
            String actor,
            String actorName,
            Optional<String> reason,
            Optional<String> detail,
            Optional<String> sentences);

    @SqlQuery(
            """
            SELECT seq, created_at, state, actor, actor_name, reason, detail, sentences FROM job_event
            WHERE job = :job ORDER BY seq LIMIT 500
            """)
    List<JobEvent> events(String job);
}
