// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.model;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.BindList;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

interface ModelStore {
    @SqlUpdate(
            """
            INSERT INTO model
                (sha256, design, revision, path, state, format, attempts, next_at, edition, fault, fault_figures, facts)
            VALUES (:sha256, :design, :revision, :path, 'waiting', '', 0, :now, :edition, '', '', '')
            ON CONFLICT (sha256) DO UPDATE SET
                design = excluded.design, revision = excluded.revision, path = excluded.path,
                state = 'waiting', attempts = 0, next_at = excluded.next_at, edition = excluded.edition
            WHERE model.edition < excluded.edition
               OR (model.state = 'refused' AND model.fault IN ('gone', 'memory', 'slow', 'disk', 'stopped'))
            """)
    void want(String sha256, String design, String revision, String path, long now, int edition);

    @SqlQuery("SELECT sha256, state, format, fault, fault_figures, facts FROM model WHERE sha256 IN (<sha256s>)")
    List<ModelRow> find(@BindList("sha256s") List<String> sha256s);

    @SqlQuery(
            """
            SELECT sha256, design, revision, path, attempts FROM model
            WHERE state = 'waiting' AND next_at <= :now ORDER BY next_at, sha256 LIMIT 1
            """)
    Optional<Turn> next(long now);

    @SqlUpdate("UPDATE model SET attempts = attempts + 1, next_at = :nextAt WHERE sha256 = :sha256")
    void begin(String sha256, long nextAt);

    @SqlUpdate(
            """
            UPDATE model SET state = :state, format = :format, fault = :fault, fault_figures = :figures, facts = :facts,
                edition = :edition
            WHERE sha256 = :sha256
            """)
    void settle(String sha256, String state, String format, String fault, String figures, String facts, int edition);

    /** What an older edition found out about files of a format waits to be found out anew; until then it is told as it was. */
    @SqlUpdate(
            """
            UPDATE model SET state = 'waiting', attempts = 0, next_at = :now, edition = :edition
            WHERE format = :format AND edition < :edition
            """)
    int againOlder(String format, int edition, long now);

    @SqlUpdate("UPDATE model SET state = 'waiting', attempts = 0, next_at = :now WHERE sha256 = :sha256")
    void again(String sha256, long now);
}
