// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.job;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface QuestionStore {
    @SqlQuery(
            """
            SELECT q.job, q.asked, q.asked_at, q.allowed_by, p.handle AS allowed_handle,
                p.display_name AS allowed_name, q.allowed_at
            FROM job_question q LEFT JOIN person p ON p.id = q.allowed_by WHERE q.job = :job
            """)
    Optional<Question> of(String job);

    /** The newest question counts, and nobody has answered it. */
    @SqlUpdate(
            """
            INSERT INTO job_question (job, asked, asked_at) VALUES (:job, :asked, :now)
            ON CONFLICT (job) DO UPDATE SET asked = excluded.asked, asked_at = excluded.asked_at, allowed_by = NULL,
                allowed_at = NULL
            """)
    void ask(String job, String asked, long now);

    @SqlUpdate("UPDATE job_question SET allowed_by = :person, allowed_at = :now WHERE job = :job")
    void allow(String job, String person, long now);
}
