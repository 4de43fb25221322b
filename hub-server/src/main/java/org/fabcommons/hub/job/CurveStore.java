// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface CurveStore {
    @SqlQuery("SELECT curve FROM job_curve WHERE job = :job")
    Optional<String> of(String job);

    @SqlUpdate(
            """
            INSERT INTO job_curve (job, curve) VALUES (:job, :curve)
            ON CONFLICT (job) DO UPDATE SET curve = excluded.curve
            """)
    void keep(String job, String curve);
}
