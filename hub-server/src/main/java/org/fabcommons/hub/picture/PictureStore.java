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

    @SqlQuery("SELECT job, moment, taken_at, sha256 FROM job_picture WHERE job = :job AND taken_at = :takenAt")
    Optional<JobPicture> find(String job, long takenAt);
}
