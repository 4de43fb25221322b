// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.git;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

@RegisterConstructorMapper(Lock.class)
interface LfsStore {
    String LOCKS =
            """
            SELECT l.id, l.design, l.path, l.person, p.handle, l.locked_at
            FROM lfs_lock l JOIN person p ON p.id = l.person
            """;

    @SqlUpdate(
            """
            INSERT INTO lfs_upload (design, sha256, size_bytes, uploaded_at) VALUES (:design, :sha256, :size, :now)
            ON CONFLICT (design, sha256) DO UPDATE SET uploaded_at = excluded.uploaded_at
            """)
    void uploaded(String design, String sha256, long size, long now);

    @SqlQuery(
            """
            SELECT COUNT(*) FROM lfs_upload WHERE design = :design AND sha256 = :sha256 AND uploaded_at >= :since
            """)
    int uploads(String design, String sha256, long since);

    @SqlQuery("SELECT COALESCE(SUM(size_bytes), 0) FROM lfs_upload WHERE design = :design AND uploaded_at >= :since")
    long waitingBytes(String design, long since);

    @SqlUpdate("DELETE FROM lfs_upload WHERE uploaded_at < :before")
    int forget(long before);

    @SqlUpdate(
            """
            INSERT INTO lfs_lock (id, design, path, person, locked_at) VALUES (:id, :design, :path, :person, :now)
            ON CONFLICT (design, path) DO NOTHING
            """)
    int lock(String id, String design, String path, String person, long now);

    @SqlUpdate("DELETE FROM lfs_lock WHERE design = :design AND id = :id")
    int unlock(String design, String id);

    @SqlQuery(LOCKS + "WHERE l.design = :design AND l.id = :id")
    Optional<Lock> byId(String design, String id);

    @SqlQuery(LOCKS + "WHERE l.design = :design AND l.path = :path")
    Optional<Lock> byPath(String design, String path);

    @SqlQuery(LOCKS + "WHERE l.design = :design ORDER BY l.path, l.id LIMIT :limit OFFSET :offset")
    List<Lock> locks(String design, int limit, int offset);

    @SqlQuery("SELECT COUNT(*) FROM lfs_lock WHERE design = :design")
    int countLocks(String design);
}
