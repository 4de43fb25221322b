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
                p.handle AS reporter, e.reported_at, j.origin, e.attached, j.result
            FROM evidence e JOIN job j ON j.id = e.job LEFT JOIN person p ON p.id = e.reported_by
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

    @SqlQuery(
            """
            SELECT made, worked, partly, failed, made - worked - partly - failed AS unreported, simulated
            FROM evidence_summary WHERE design = :design
            """)
    Optional<Summary> summary(String design);

    /** Of those that lists show. */
    @SqlQuery(
            """
            SELECT s.design, s.worked, s.worked + s.partly + s.failed AS judged
            FROM evidence_summary s CROSS JOIN design d ON d.id = s.design
            WHERE s.worked > 0 AND d.visibility = 'public' AND d.deleted_at IS NULL
            ORDER BY s.worked DESC, s.worked + s.partly + s.failed, s.design LIMIT :limit
            """)
    List<Proof> proven(int limit);
}
