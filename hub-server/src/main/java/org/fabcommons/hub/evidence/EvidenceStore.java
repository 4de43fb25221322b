// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.evidence;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface EvidenceStore {
    String COLUMNS =
            """
            SELECT e.job, e.design, e.revision, e.path, j.file_name, e.sha256, e.machine_name, e.profile, e.simulated,
                e.ending, e.started, e.ended_at, e.outcome, e.reason, e.notes, e.photo_sha256, e.photo_type,
                p.handle AS reporter, e.reported_at, j.origin, e.attached
            FROM evidence e JOIN job j ON j.id = e.job LEFT JOIN person p ON p.id = e.reported_by
            """;
    /** As {@link Make#verdict}. */
    String VERDICT =
            """
            CASE WHEN e.outcome IS NOT NULL THEN e.outcome
                WHEN e.started AND e.ending IN ('failed', 'interrupted') THEN 'failed' ELSE '' END
            """;

    @SqlUpdate(
            """
            INSERT INTO evidence (job, design, revision, path, sha256, machine_name, profile, simulated, ending,
                started, ended_at)
            SELECT j.id, j.design, j.revision, j.path, j.sha256, m.name, m.profile, m.simulated, j.ending,
                j.started_at IS NOT NULL, j.ended_at
            FROM job j JOIN machine m ON m.id = j.machine WHERE j.id = :job
            ON CONFLICT (job) DO NOTHING
            """)
    void add(String job);

    @SqlUpdate(
            """
            UPDATE evidence SET outcome = :outcome, reason = :reason, notes = :notes, photo_sha256 = :photo,
                photo_type = :photoType, reported_by = :person, reported_at = :now
            WHERE job = :job
            """)
    void report(
            String job,
            String outcome,
            Optional<String> reason,
            Optional<String> notes,
            Optional<String> photo,
            Optional<String> photoType,
            String person,
            long now);

    @SqlUpdate("UPDATE evidence SET attached = TRUE WHERE job = :job")
    void attach(String job);

    @SqlUpdate("INSERT INTO evidence_picture (job, taken_at, sha256) VALUES (:job, :takenAt, :sha256)")
    void show(String job, long takenAt, String sha256);

    @SqlQuery(
            """
            SELECT job, taken_at, sha256 FROM evidence_picture WHERE job IN (<jobs>) ORDER BY job, taken_at LIMIT 500
            """)
    List<ShownPicture> shown(@BindList("jobs") List<String> jobs);

    @SqlQuery("SELECT job, taken_at, sha256 FROM evidence_picture WHERE job = :job AND taken_at = :takenAt")
    Optional<ShownPicture> shown(String job, long takenAt);

    @SqlQuery(COLUMNS + "WHERE e.job = :job")
    Optional<Make> byJob(String job);

    @SqlQuery(COLUMNS + "WHERE e.design = :design ORDER BY e.ended_at DESC, e.job LIMIT :limit OFFSET :offset")
    List<Make> of(String design, int limit, int offset);

    @SqlQuery(
            COLUMNS
                    + """
                    WHERE e.design = :design AND (e.started OR e.outcome IS NOT NULL)
                    ORDER BY e.ended_at DESC, e.job LIMIT :limit
                    """)
    List<Make> started(String design, int limit);

    @SqlQuery("SELECT COUNT(*) AS made, COALESCE(SUM(CASE WHEN v = 'worked' THEN 1 ELSE 0 END), 0) AS worked,"
            + " COALESCE(SUM(CASE WHEN v = 'partly' THEN 1 ELSE 0 END), 0) AS partly,"
            + " COALESCE(SUM(CASE WHEN v = 'failed' THEN 1 ELSE 0 END), 0) AS failed,"
            + " COALESCE(SUM(CASE WHEN v = '' THEN 1 ELSE 0 END), 0) AS unreported,"
            + " COALESCE(SUM(CASE WHEN s THEN 1 ELSE 0 END), 0) AS simulated"
            + " FROM (SELECT " + VERDICT + " AS v, e.simulated AS s FROM evidence e"
            + " WHERE e.design = :design AND (e.started OR e.outcome IS NOT NULL)) AS judged")
    Summary summary(String design);

    @SqlQuery("SELECT design, SUM(CASE WHEN v = 'worked' THEN 1 ELSE 0 END) AS worked, COUNT(*) AS judged FROM (SELECT "
            + VERDICT + " AS v, e.design AS design FROM evidence e WHERE e.design IS NOT NULL) AS judged"
            + " WHERE v <> '' GROUP BY design HAVING SUM(CASE WHEN v = 'worked' THEN 1 ELSE 0 END) > 0"
            + " ORDER BY worked DESC, judged, design LIMIT :limit")
    List<Proof> proven(int limit);
}
