// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.picture;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface PictureStore {
    @SqlUpdate(
            """
            INSERT INTO job_picture (job, taken_at, moment, sha256) VALUES (:job, :takenAt, :moment, :sha256)
            ON CONFLICT (job, taken_at) DO NOTHING
            """)
    void add(String job, long takenAt, String moment, String sha256);

    @SqlQuery("SELECT job, moment, taken_at, sha256 FROM job_picture WHERE job = :job ORDER BY taken_at LIMIT :limit")
    List<JobPicture> of(String job, int limit);

    @SqlUpdate(
            """
            INSERT INTO job_film (job, sha256, size_bytes) VALUES (:job, :sha256, :sizeBytes)
            ON CONFLICT (job) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes
            """)
    void film(String job, String sha256, long sizeBytes);

    @SqlQuery("SELECT job, sha256, size_bytes FROM job_film WHERE job = :job")
    Optional<JobFilm> film(String job);

    @SqlQuery("SELECT job, moment, taken_at, sha256 FROM job_picture WHERE job = :job AND taken_at = :takenAt")
    Optional<JobPicture> find(String job, long takenAt);
}
