// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.sharing;

import java.util.List;
import java.util.Optional;
import org.fabcommons.hub.picture.JobPicture;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface SharedJobStore {
    String COLUMNS = "SELECT id, agent, machine, told, file_sha256, published_at, created_at FROM shared_job ";

    @SqlUpdate(
            """
            INSERT INTO shared_job (id, agent, machine, agent_job, told, created_at)
            VALUES (:id, :agent, :machine, :agentJob, :told, :now)
            """)
    void add(String id, String agent, String machine, String agentJob, String told, long now);

    @SqlQuery(COLUMNS + "WHERE id = :id")
    Optional<SharedJob> byId(String id);

    @SqlQuery(COLUMNS + "WHERE agent = :agent AND agent_job = :agentJob")
    Optional<SharedJob> byAgentJob(String agent, String agentJob);

    @SqlQuery("SELECT COUNT(*) FROM shared_job WHERE agent = :agent AND published_at IS NULL")
    int waiting(String agent);

    @SqlUpdate("UPDATE shared_job SET file_sha256 = :sha256 WHERE id = :id")
    void file(String id, String sha256);

    @SqlUpdate("UPDATE shared_job SET published_at = :now WHERE id = :id")
    void published(String id, long now);

    @SqlUpdate("DELETE FROM shared_job WHERE id = :id")
    void drop(String id);

    @SqlUpdate("DELETE FROM shared_job WHERE published_at IS NULL AND created_at < :before")
    int dropForgotten(long before);

    @SqlUpdate(
            """
            INSERT INTO shared_picture (shared_job, taken_at, moment, sha256) VALUES (:id, :takenAt, :moment, :sha256)
            ON CONFLICT (shared_job, taken_at) DO NOTHING
            """)
    void addPicture(String id, long takenAt, String moment, String sha256);

    @SqlQuery(
            """
            SELECT shared_job AS job, moment, taken_at, sha256 FROM shared_picture WHERE shared_job = :id
            ORDER BY taken_at LIMIT 50
            """)
    List<JobPicture> pictures(String id);

    @SqlUpdate("DELETE FROM shared_picture WHERE shared_job = :id")
    void dropPictures(String id);

    /** The designs that this very file was made for before, the latest first. */
    @SqlQuery(
            """
            SELECT design FROM job WHERE sha256 = :sha256 AND design IS NOT NULL
            GROUP BY design ORDER BY MAX(created_at) DESC, design LIMIT 10
            """)
    List<String> madeBefore(String sha256);
}
